using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models;

/// <summary>What a failed call of one provider means: by status, and by the error body where it says more. Never quotes the key.</summary>
internal abstract class ModelFailures(Uri server, string? apiKey, TimeProvider time)
{
    private const int LongestQuote = 300;

    protected Uri Server { get; } = server;

    protected TimeProvider Time { get; } = time;

    /// <summary>What an answer other than 2xx means.</summary>
    internal abstract Task<ModelCallException> FromAsync(HttpResponseMessage response, string model, CancellationToken cancellationToken);

    /// <summary>Whether this is where a vector stands in an answer.</summary>
    protected abstract bool IsInVector(string jsonPath);

    internal ModelCallException Unreachable(string what, Exception inner) =>
        new(new Problem(ErrorCatalog.ModelUnreachable, $"{Server} {what}."), ModelFailure.Unreachable, canRetry: true, inner: inner);

    /// <summary>Worth a retry; when it stays so, the job waits rather than fails: a broken proxy is mended some day.</summary>
    internal ModelCallException Unreadable(string what, Exception? inner = null) =>
        new(new Problem(ErrorCatalog.ModelAnswerUnreadable, $"{Server} {what}."), ModelFailure.Unreachable, canRetry: true, inner: inner);

    /// <summary>
    /// JSON that broke inside a vector (a bare NaN, or a body that something on the way cuts at a size) is mended by sending fewer texts, so it
    /// counts as the input's fault once retries are used up.
    /// </summary>
    internal ModelCallException Unreadable(JsonException inner) => inner.Path is { } path && IsInVector(path)
        ? new(new Problem(ErrorCatalog.VectorUnusable, $"{Server} answered a vector that is not made of numbers, at {path}."), ModelFailure.Input, canRetry: true, inner: inner)
        : Unreadable("answered something that is not the agreed JSON", inner);

    protected static ModelCallException Of(ErrorDefinition error, string detail, ModelFailure failure, bool canRetry = false, TimeSpan? retryAfter = null) =>
        new(new Problem(error, detail + "."), failure, canRetry, Backoff.Heeded(retryAfter));

    /// <summary>The server's own words, cut and without the key.</summary>
    protected string Quote(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return "";
        }

        var shown = string.IsNullOrEmpty(apiKey) ? message : message.Replace(apiKey, "…", StringComparison.Ordinal);
        return $": {(shown.Length > LongestQuote ? shown[..LongestQuote] + "…" : shown).TrimEnd('.')}";
    }

    /// <summary>The error body; null when there is none that can be read: then the status says enough.</summary>
    protected static async Task<T?> BodyAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
