using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>What a failed call means: by status, and by the error body where it says more. Never quotes the key.</summary>
internal sealed class OpenAiFailures(OpenAiOptions options, TimeProvider time)
{
    private const int LongestQuote = 300;

    internal ModelCallException Unreachable(string what, Exception inner) =>
        new(new Problem(ErrorCatalog.ModelUnreachable, $"{options.BaseUrl} {what}."), ModelFailure.Unreachable, canRetry: true, inner: inner);

    /// <summary>Worth a retry; when it stays so, the job waits rather than fails: a broken proxy is mended some day.</summary>
    internal ModelCallException Unreadable(string what, Exception? inner = null) =>
        new(new Problem(ErrorCatalog.ModelAnswerUnreadable, $"{options.BaseUrl} {what}."), ModelFailure.Unreachable, canRetry: true, inner: inner);

    /// <summary>
    /// The JSON broke inside a vector: a bare NaN, or a body that something on the way cuts at a size. Both are mended by sending fewer
    /// texts, so it counts as the input's fault once retries are used up.
    /// </summary>
    internal ModelCallException UnreadableVector(JsonException inner) =>
        new(new Problem(ErrorCatalog.VectorUnusable, $"{options.BaseUrl} answered a vector that is not made of numbers, at {inner.Path}."), ModelFailure.Input, canRetry: true, inner: inner);

    internal async Task<ModelCallException> FromAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = await ErrorAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        var said = $"{options.BaseUrl} answered {status} for model '{options.EmbeddingModel}'";
        return response.StatusCode switch
        {
            // What it says of a key may be the key.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Of(ErrorCatalog.ModelKeyRefused, said, ModelFailure.Configuration),
            HttpStatusCode.TooManyRequests => Of(ErrorCatalog.ModelQuotaExceeded, said + Quote(error), ModelFailure.Quota, canRetry: !IsUsedUp(error), RetryAfter(response)),
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError =>
                Of(ErrorCatalog.ModelUnreachable, said + Quote(error), ModelFailure.Unreachable, canRetry: true, RetryAfter(response)),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => error?.Param is "model" or "dimensions" or "encoding_format"
                ? Of(ErrorCatalog.ModelRefusedRequest, said + Quote(error), ModelFailure.Configuration)
                : Of(ErrorCatalog.ModelRefusedText, said + Quote(error), ModelFailure.Input),
            _ => Of(ErrorCatalog.ModelNotFound, said + Quote(error), ModelFailure.Configuration),
        };
    }

    private static ModelCallException Of(ErrorDefinition error, string detail, ModelFailure failure, bool canRetry = false, TimeSpan? retryAfter = null) =>
        new(new Problem(error, detail + "."), failure, canRetry, retryAfter);

    /// <summary>Paid-for quota that no waiting of seconds renews.</summary>
    private static bool IsUsedUp(OpenAiMessages.Error? error) =>
        error?.Code is { ValueKind: JsonValueKind.String } code && code.ValueEquals("insufficient_quota");

    private static async Task<OpenAiMessages.Error?> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (await JsonSerializer.DeserializeAsync(body, OpenAiJson.Default.ErrorResponse, cancellationToken))?.Error;
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            return null; // The status says enough.
        }
    }

    private string Quote(OpenAiMessages.Error? error)
    {
        if (string.IsNullOrWhiteSpace(error?.Message))
        {
            return "";
        }

        var message = string.IsNullOrEmpty(options.ApiKey) ? error.Message : error.Message.Replace(options.ApiKey, "…", StringComparison.Ordinal);
        return $": {(message.Length > LongestQuote ? message[..LongestQuote] + "…" : message).TrimEnd('.')}";
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max((date - time.GetUtcNow()).Ticks, 0)),
        _ => null,
    };
}
