using System.Globalization;
using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>
/// Google's errors (google.rpc.Status, github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto). A wrong key is a 400 here, and a
/// 429 may come with a delay, with the name of the quota, or with no body at all.
/// </summary>
internal sealed class GeminiFailures(GeminiOptions options, TimeProvider time) : ModelFailures(options.BaseUrl, options.ApiKey, time)
{
    internal override async Task<ModelCallException> FromAsync(HttpResponseMessage response, string model, CancellationToken cancellationToken)
    {
        var error = await ErrorAsync(response, cancellationToken);
        var said = $"{Server} answered {(int)response.StatusCode} for model '{model}'";
        var quoted = said + Quote(error?.Message);
        return response.StatusCode switch
        {
            // What it says of a key may be the key.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Of(ErrorCatalog.ModelKeyRefused, said, ModelFailure.Configuration),
            HttpStatusCode.BadRequest when IsAboutTheKey(error) => Of(ErrorCatalog.ModelKeyRefused, said, ModelFailure.Configuration),
            HttpStatusCode.BadRequest when IsAboutTheRequest(error) => Of(ErrorCatalog.ModelRefusedRequest, quoted, ModelFailure.Configuration),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => Of(ErrorCatalog.ModelRefusedText, quoted, ModelFailure.Input),
            HttpStatusCode.TooManyRequests when IsDaily(error) =>
                Of(ErrorCatalog.ModelDailyQuotaExceeded, quoted, ModelFailure.Quota, canRetry: false, PacificDay.UntilRenewed(Time.GetUtcNow())),
            HttpStatusCode.TooManyRequests => Of(ErrorCatalog.ModelQuotaExceeded, quoted, ModelFailure.Quota, canRetry: true, RetryDelay(error) ?? RetryAfterHeader.Of(response, Time)),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                Of(ErrorCatalog.ModelUnreachable, quoted, ModelFailure.Unreachable, canRetry: true, RetryDelay(error) ?? RetryAfterHeader.Of(response, Time)),
            _ => Of(ErrorCatalog.ModelNotFound, quoted, ModelFailure.Configuration),
        };
    }

    protected override bool IsInVector(string jsonPath) => jsonPath.Contains("].values", StringComparison.Ordinal);

    /// <summary>Some answers hold the error in an array.</summary>
    private static async Task<GeminiMessages.Error?> ErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return body.AsSpan().TrimStart(" \r\n\t"u8) is [(byte)'[', ..]
                ? JsonSerializer.Deserialize(body, GeminiJson.Default.ErrorResponseArray)?.FirstOrDefault()?.Error
                : JsonSerializer.Deserialize(body, GeminiJson.Default.ErrorResponse)?.Error;
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            return null; // The status says enough.
        }
    }

    private static IEnumerable<GeminiMessages.Detail> Details(GeminiMessages.Error? error, string type) =>
        error?.Details?.Where(detail => detail?.Type?.EndsWith("google.rpc." + type, StringComparison.Ordinal) == true) ?? [];

    private static bool IsAboutTheKey(GeminiMessages.Error? error) =>
        Details(error, "ErrorInfo").Any(info => info.Reason?.StartsWith("API_KEY_", StringComparison.Ordinal) == true)
        || error?.Message?.Contains("API key", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A precondition is the account's (its country, its billing); a field other than the text is our settings'.</summary>
    private static bool IsAboutTheRequest(GeminiMessages.Error? error) =>
        error?.Status is "FAILED_PRECONDITION"
        || Details(error, "BadRequest").SelectMany(bad => bad.FieldViolations ?? []).Any(violation =>
            violation.Field is { } field && (field.Contains("dimension", StringComparison.OrdinalIgnoreCase)
                || field.Contains("task", StringComparison.OrdinalIgnoreCase)
                || field.EndsWith("model", StringComparison.OrdinalIgnoreCase)));

    private static bool IsDaily(GeminiMessages.Error? error) =>
        Details(error, "QuotaFailure").SelectMany(failure => failure.Violations ?? []).Any(violation => violation.QuotaId?.Contains("PerDay", StringComparison.Ordinal) == true);

    /// <summary>google.protobuf.Duration in JSON: seconds with an s, such as <c>37s</c> or <c>1.5s</c>.</summary>
    private static TimeSpan? RetryDelay(GeminiMessages.Error? error) => Details(error, "RetryInfo").FirstOrDefault()?.RetryDelay is { } delay
        && double.TryParse(delay.AsSpan().TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
