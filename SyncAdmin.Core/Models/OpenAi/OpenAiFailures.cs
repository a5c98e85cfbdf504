using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>OpenAI's errors (API reference, "Error codes") and those of servers that speak its API.</summary>
internal sealed class OpenAiFailures(OpenAiOptions options, TimeProvider time) : ModelFailures(options.BaseUrl, options.ApiKey, time)
{
    internal override async Task<ModelCallException> FromAsync(HttpResponseMessage response, string model, CancellationToken cancellationToken)
    {
        var error = (await BodyAsync(response, OpenAiJson.Default.ErrorResponse, cancellationToken))?.Error;
        var said = $"{Server} answered {(int)response.StatusCode} for model '{model}'";
        var quoted = said + Quote(error?.Message);
        return response.StatusCode switch
        {
            // What it says of a key may be the key.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Of(ErrorCatalog.ModelKeyRefused, said, ModelFailure.Configuration),
            HttpStatusCode.TooManyRequests => Of(ErrorCatalog.ModelQuotaExceeded, quoted, ModelFailure.Quota, canRetry: !IsUsedUp(error), RetryAfterHeader.Of(response, Time)),
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or >= HttpStatusCode.InternalServerError =>
                Of(ErrorCatalog.ModelUnreachable, quoted, ModelFailure.Unreachable, canRetry: true, RetryAfterHeader.Of(response, Time)),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => error?.Param is "model" or "dimensions" or "encoding_format"
                ? Of(ErrorCatalog.ModelRefusedRequest, quoted, ModelFailure.Configuration)
                : Of(ErrorCatalog.ModelRefusedText, quoted, ModelFailure.Input),
            _ => Of(ErrorCatalog.ModelNotFound, quoted, ModelFailure.Configuration),
        };
    }

    protected override bool IsInVector(string jsonPath) => jsonPath.Contains("].embedding", StringComparison.Ordinal);

    /// <summary>Paid-for quota that no waiting of seconds renews.</summary>
    private static bool IsUsedUp(OpenAiMessages.Error? error) =>
        error?.Code is { ValueKind: JsonValueKind.String } code && code.ValueEquals("insufficient_quota");
}
