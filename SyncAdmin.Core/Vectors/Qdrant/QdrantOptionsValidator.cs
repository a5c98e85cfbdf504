using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Refuses, at start, what can't work; says nothing while another store is configured.</summary>
internal sealed class QdrantOptionsValidator(IOptions<VectorsOptions> vectors) : IValidateOptions<QdrantOptions>
{
    public ValidateOptionsResult Validate(string? name, QdrantOptions options)
    {
        var mistakes = vectors.Value.Provider == VectorsProvider.Qdrant ? Mistakes(options).ToList() : [];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    internal static IEnumerable<string> Mistakes(QdrantOptions options)
    {
        if (!options.Url.IsAbsoluteUri || options.Url.Scheme is not ("http" or "https"))
        {
            yield return $"{Key("Url")} is '{options.Url}': set it to the http or https address of Qdrant's REST API, such as http://127.0.0.1:6333.";
        }
        else if (options.Url.UserInfo.Length > 0)
        {
            yield return $"{Key("Url")} holds a user or password: leave them out and set {Key("ApiKey")}.";
        }
        else if (options.Url.Query.Length > 0 || options.Url.Fragment.Length > 0)
        {
            yield return $"{Key("Url")} holds a query or fragment: leave out what follows ? or #.";
        }
        else if (options.Url.Port == 6334)
        {
            yield return $"{Key("Url")} names port 6334, which is Qdrant's gRPC: set it to the REST port, 6333 unless it was changed.";
        }

        if (options.ApiKey is { Length: > 0 } key && key.Any(character => character is < '!' or > '~'))
        {
            yield return $"{Key("ApiKey")} holds a blank or a character that no HTTP header can carry: set it to the key alone.";
        }

        foreach (var (setting, value, lowest, highest) in Numbers(options))
        {
            if (value < lowest || value > highest)
            {
                yield return $"{Key(setting)} is {value}: set it between {lowest} and {highest}.";
            }
        }
    }

    private static IEnumerable<(string Setting, int Value, int Lowest, int Highest)> Numbers(QdrantOptions options) =>
    [
        (nameof(QdrantOptions.TimeoutSeconds), options.TimeoutSeconds, 5, 600),
        (nameof(QdrantOptions.WriteBatchPoints), options.WriteBatchPoints, 64, 256),
        (nameof(QdrantOptions.WriteConcurrency), options.WriteConcurrency, 2, 4),
    ];

    private static string Key(string name) => $"{QdrantOptions.Section}:{name}";
}
