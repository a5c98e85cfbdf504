using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Refuses, at start, what can't work; says nothing while another store is configured.</summary>
internal sealed class QdrantOptionsValidator(IOptions<VectorsOptions> vectors) : IValidateOptions<QdrantOptions>
{
    public ValidateOptionsResult Validate(string? name, QdrantOptions options)
    {
        var mistakes = IsUsed() ? Mistakes(options).ToList() : [];
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private bool IsUsed()
    {
        try
        {
            return vectors.Value.Provider == VectorsProvider.Qdrant;
        }
        catch (OptionsValidationException)
        {
            return false; // Told by its own validator; once is enough.
        }
    }

    private static IEnumerable<string> Mistakes(QdrantOptions options)
    {
        if (options.Url?.IsAbsoluteUri != true || options.Url.Scheme is not ("http" or "https"))
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

        SettingRange[] ranges =
        [
            new(nameof(QdrantOptions.TimeoutSeconds), options.TimeoutSeconds, 5, 600),
            new(nameof(QdrantOptions.WriteBatchPoints), options.WriteBatchPoints, 64, 256),
            new(nameof(QdrantOptions.WriteConcurrency), options.WriteConcurrency, 2, 4),
        ];
        foreach (var mistake in SettingRange.Mistakes(QdrantOptions.Section, ranges))
        {
            yield return mistake;
        }
    }

    private static string Key(string name) => $"{QdrantOptions.Section}:{name}";
}
