using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models.Gemini;

internal sealed class GeminiOptionsValidator : IValidateOptions<GeminiOptions>
{
    public ValidateOptionsResult Validate(string? name, GeminiOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(GeminiOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            yield return $"{Key("ApiKey")} is empty: set it to a key of Google AI Studio.";
        }

        foreach (var mistake in ModelSettings.KeyMistakes(Key("ApiKey"), options.ApiKey)
            .Concat(ModelSettings.AddressMistakes(Key("BaseUrl"), options.BaseUrl, Key("ApiKey"), "https://generativelanguage.googleapis.com")))
        {
            yield return mistake;
        }

        foreach (var (key, model, example) in new[] { ("EmbeddingModel", options.EmbeddingModel, "gemini-embedding-001"), ("VisionModel", options.VisionModel, "gemini-3.5-flash-lite") })
        {
            if (string.IsNullOrWhiteSpace(model))
            {
                yield return $"{Key(key)} is empty: set it to a model that the API offers, such as {example}.";
            }
        }

        var limits = ModelSettings.LimitRanges(options.Concurrency, options.TimeoutSeconds, options.ItemsPerMinute, options.TokensPerMinute, options.PricePerMillionTokens);
        foreach (var mistake in SettingRange.Mistakes(GeminiOptions.Section, [new("Dimensions", options.Dimensions, 128, 3072), .. limits]))
        {
            yield return mistake;
        }
    }

    private static string Key(string name) => $"{GeminiOptions.Section}:{name}";
}
