using Microsoft.Extensions.Options;

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
        if (!options.BaseUrl.IsAbsoluteUri || options.BaseUrl.Scheme is not ("http" or "https"))
        {
            yield return $"{Key("BaseUrl")} is '{options.BaseUrl}': set it to an http or https address such as {OpenAiOptions.OpenAiBaseUrl} or http://127.0.0.1:11434/v1.";
        }
        else if (options.BaseUrl.UserInfo.Length > 0)
        {
            yield return $"{Key("BaseUrl")} holds a user or password: leave them out and set {Key("ApiKey")}.";
        }
        else if (string.IsNullOrWhiteSpace(options.ApiKey) && options.BaseUrl == new Uri(OpenAiOptions.OpenAiBaseUrl))
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

        foreach (var (key, value, lowest, highest) in Numbers(options))
        {
            if (value < lowest || value > highest)
            {
                yield return $"{Key(key)} is {value}: set it between {lowest} and {highest}.";
            }
        }
    }

    private static IEnumerable<(string Key, decimal Value, decimal Lowest, decimal Highest)> Numbers(OpenAiOptions options) =>
    [
        ("Dimensions", options.VectorLength ?? 1, 1, 65_536),
        ("BatchItems", options.BatchItems, 1, 2048),
        ("MaxTextCharacters", options.MaxTextCharacters, 100, 1_000_000),
        ("Concurrency", options.Concurrency, 1, 64),
        ("PricePerMillionTokens", options.PricePerMillionTokens, 0, 10_000),
        ("TimeoutSeconds", options.TimeoutSeconds, 1, 600),
    ];

    private static string Key(string name) => $"{OpenAiOptions.Section}:{name}";
}
