using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>
/// What a failed call means: by status, and by what Qdrant says where it says more. Retried are 408, 429 and 5xx but 507; never another 4xx.
/// Never quotes the key.
/// </summary>
internal sealed class QdrantFailures(QdrantOptions options, TimeProvider time)
{
    private const int LongestQuote = 300;
    private const int LongestError = 64 * 1024;

    internal VectorStoreException NoAnswerInTime(Exception inner) => Unreachable($"did not answer within {options.TimeoutSeconds} s", inner);

    internal VectorStoreException BrokeOff(Exception inner) => Unreachable("broke off in the middle of its answer", inner);

    internal VectorStoreException NotCalled(HttpRequestException exception) =>
        exception.HttpRequestError == HttpRequestError.SecureConnectionError || exception.InnerException is AuthenticationException
            ? new VectorStoreException(new Problem(ErrorCatalog.QdrantTlsFailed, $"{options.Url}: {Innermost(exception)}."), inner: exception)
            : Unreachable($"could not be called ({exception.HttpRequestError}: {Innermost(exception)})", exception);

    /// <summary>JSON that ends too soon or is not what was agreed; worth a retry.</summary>
    internal VectorStoreException Unreadable(string path, Exception inner) =>
        new(new Problem(ErrorCatalog.QdrantAnswerUnreadable, $"{options.Url} answered '{path}' with JSON that can't be read."), canRetry: true, inner: inner);

    internal VectorStoreException NotQdrant(string what) => new(new Problem(ErrorCatalog.NotQdrant, $"{options.Url} {what}."));

    internal async Task<VectorStoreException> FromAsync(QdrantRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (said, isQdrant) = await SaidAsync(response, cancellationToken);
        var status = (int)response.StatusCode;
        var detail = $"{options.Url} answered {status} to {request.Method} {request.Path.Split('?')[0]}{said}";
        return status switch
        {
            401 or 403 => Of(ErrorCatalog.QdrantKeyRefused, $"{detail} ({(string.IsNullOrEmpty(options.ApiKey) ? "no key is set" : "a key is set")})"),
            404 when !isQdrant => NotQdrant($"answered 404 to {request.Method} {request.Path.Split('?')[0]} without Qdrant's error"),
            404 when request.Collection is { } collection => Of(ErrorCatalog.VectorCollectionNotFound, $"Qdrant has no collection or alias '{collection}'{said}"),
            408 => Of(ErrorCatalog.QdrantUnreachable, detail, canRetry: true),
            429 => Of(ErrorCatalog.QdrantBusy, detail, canRetry: true, RetryAfterHeader.Of(response, time)),
            507 => Of(ErrorCatalog.QdrantFull, detail),
            >= 500 => Of(ErrorCatalog.QdrantUnreachable, detail, canRetry: true, RetryAfterHeader.Of(response, time)),
            // "Wrong input: Vector dimension error: expected dim: 768, got 3"; "Collection `x` already exists!" was 400 before it was 409.
            400 when said.Contains("dimension error", StringComparison.OrdinalIgnoreCase) => Of(ErrorCatalog.VectorSizeMismatch, detail),
            400 when said.Contains("Index required but not found", StringComparison.Ordinal) => Of(ErrorCatalog.QdrantIndexRequired, detail),
            400 or 409 when said.Contains("already exists", StringComparison.OrdinalIgnoreCase) => Of(ErrorCatalog.VectorNameTaken, detail),
            >= 300 and < 400 => NotQdrant($"answered {status}, a redirect, which is not followed"),
            _ => Of(ErrorCatalog.QdrantRefusedRequest, detail),
        };
    }

    private static VectorStoreException Of(ErrorDefinition error, string detail, bool canRetry = false, TimeSpan? retryAfter = null) =>
        new(new Problem(error, detail + "."), canRetry, retryAfter);

    private VectorStoreException Unreachable(string what, Exception inner) =>
        new(new Problem(ErrorCatalog.QdrantUnreachable, $"{options.Url} {what}."), canRetry: true, inner: inner);

    private static string Innermost(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');

    /// <summary>What stands in <c>status.error</c>, and whether the answer has Qdrant's form; refused keys are answered in plain text.</summary>
    private async Task<(string Said, bool IsQdrant)> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var body = new MemoryStream();
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[4096];
            for (int read; body.Length < LongestError && (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.Object && status.TryGetProperty("error", out var error)
                ? ($": {Quote(error.ToString())}", true)
                : ("", false);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            return ("", false); // The status says enough.
        }
    }

    private string Quote(string message)
    {
        var safe = string.IsNullOrEmpty(options.ApiKey) ? message : message.Replace(options.ApiKey, "…", StringComparison.Ordinal);
        return (safe.Length > LongestQuote ? safe[..LongestQuote] + "…" : safe).TrimEnd('.', '!');
    }
}
