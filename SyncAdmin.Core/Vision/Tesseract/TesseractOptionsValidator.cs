using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vision.Tesseract;

internal sealed partial class TesseractOptionsValidator : IValidateOptions<TesseractOptions>
{
    public ValidateOptionsResult Validate(string? name, TesseractOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(TesseractOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Command))
        {
            yield return $"{Key("Command")} is empty: set it to 'tesseract' or to the program's path.";
        }

        if (!LanguageList().IsMatch(options.Languages))
        {
            yield return $"{Key("Languages")} is '{options.Languages}': set it to names such as 'eng' or 'spa+eng'.";
        }

        SettingRange[] ranges =
        [
            new(nameof(TesseractOptions.TimeoutSeconds), options.TimeoutSeconds, 1, 120),
            new(nameof(TesseractOptions.Concurrency), options.Concurrency, 1, 32),
            new(nameof(TesseractOptions.MemoryMegabytes), options.MemoryMegabytes, 256, 16_384),
        ];
        foreach (var mistake in SettingRange.Mistakes(TesseractOptions.Section, ranges))
        {
            yield return mistake;
        }
    }

    private static string Key(string name) => $"{TesseractOptions.Section}:{name}";

    [GeneratedRegex(@"^[A-Za-z0-9_]{2,40}(\+[A-Za-z0-9_]{2,40}){0,9}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LanguageList();
}
