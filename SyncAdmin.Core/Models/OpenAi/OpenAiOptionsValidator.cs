using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models.OpenAi;

internal sealed class OpenAiOptionsValidator : IValidateOptions<OpenAiOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAiOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> Mistakes(OpenAiOptions options)
    {
        foreach (var mistake in ModelSettings.KeyMistakes(Key("ApiKey"), options.ApiKey)
            .Concat(ModelSettings.AddressMistakes(Key("BaseUrl"), options.BaseUrl, Key("ApiKey"), $"{OpenAiOptions.OpenAiBaseUrl} or http://127.0.0.1:11434/v1")))
        {
            yield return mistake;
        }

        if (string.IsNullOrWhiteSpace(options.ApiKey) && options.BaseUrl == new Uri(OpenAiOptions.OpenAiBaseUrl))
        {
            yield return $"{Key("ApiKey")} is empty: set it to a key of OpenAI, or set {Key("BaseUrl")} to a server that needs none.";
        }

        if (string.IsNullOrWhiteSpace(options.EmbeddingModel))
        {
            yield return $"{Key("EmbeddingModel")} is empty: set it to a model that the server offers, such as text-embedding-3-small.";
        }
        else if (options.VectorLength is null)
        {
            yield return $"{Key("Dimensions")} is empty: set it to the length of the vectors of '{options.EmbeddingModel}'; only those of OpenAI's own models are known here.";
        }

        foreach (var mistake in SettingRange.Mistakes(OpenAiOptions.Section, Numbers(options)))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<SettingRange> Numbers(OpenAiOptions options) =>
    [
        new("Dimensions", options.VectorLength ?? 1, 1, 65_536),
        new("BatchItems", options.BatchItems, 1, 2048),
        new("MaxTextCharacters", options.MaxTextCharacters, 100, 1_000_000),
        .. ModelSettings.LimitRanges(options.Concurrency, options.TimeoutSeconds, options.ItemsPerMinute, options.TokensPerMinute, options.PricePerMillionTokens),
    ];

    private static string Key(string name) => $"{OpenAiOptions.Section}:{name}";
}
