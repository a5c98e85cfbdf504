using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Failed calls in the words of the catalogue; secrets that an API repeats in its message are left out.</summary>
internal sealed class ApiFailures(ApiSettings settings, TimeProvider time)
{
    private const int MessageBytes = 4096;
    private const int MessageLength = 200;
    private readonly string[] _secrets = Secrets(settings);

    internal ApiCallException TimedOut(Uri url, bool isConnecting, Exception inner) => isConnecting
        ? new(new Problem(ErrorCatalog.SourceHostUnreachable, $"{url.Host} did not answer on port {url.Port}."), canRetry: true, inner)
        : new(new Problem(ErrorCatalog.ApiUnavailable, $"{At(url)} did not answer completely within {settings.Timeout.TotalSeconds:0} s."), canRetry: true, inner);

    internal ApiCallException TooLarge(Uri url) =>
        new(new Problem(ErrorCatalog.ApiAnswerTooLarge, $"{At(url)} answered with more than {settings.MaxPageBytes} bytes."), canRetry: false);

    internal static ApiCallException Cut(Uri url, string what, Exception? inner = null) =>
        new(new Problem(ErrorCatalog.ApiReadIncomplete, $"The answer of {At(url)} {what}."), canRetry: true, inner);

    internal ApiCallException NotJson(Uri url, string? mediaType) =>
        new(new Problem(ErrorCatalog.ApiNotJson, $"{At(url)} answered {(mediaType is null ? "something else" : Clean(mediaType))}."), canRetry: false);

    internal static ApiCallException NotUtf8(Uri url) =>
        new(new Problem(ErrorCatalog.ApiNotJson, $"The answer of {At(url)} is not in UTF-8, as JSON must be."), canRetry: false);

    internal ApiCallException Of(Uri url, Exception exception) => exception switch
    {
        HttpRequestException { InnerException: ProblemException refused } => new(refused.Problem, canRetry: false, exception),
        HttpRequestException request => Of(url, request),
        JsonException json => OfJson(url, json),
        _ => new(new Problem(ErrorCatalog.SourceConnectionLost, $"The connection to {url.Host} broke: {exception.Message}"), canRetry: true, exception),
    };

    internal async Task<ApiCallException> OfStatusAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            var target = response.Headers.Location is { } location && Uri.TryCreate(url, location, out var whole) ? whole.Host : "an unknown host";
            return new ApiCallException(new Problem(ErrorCatalog.ApiRedirects, $"{At(url)} answered {status} and sends the call to {target}."), canRetry: false);
        }

        var said = await MessageAsync(response, cancellationToken);
        var detail = $"{At(url)} answered {status}{(said.Length == 0 ? "" : $": {said.TrimEnd('.')}")}.";
        return status switch
        {
            401 or 403 => new(new Problem(ErrorCatalog.ApiLoginRefused, detail), canRetry: false),
            404 or 410 => new(new Problem(ErrorCatalog.ApiAddressMissing, detail), canRetry: false),
            408 or 425 or 429 or >= 500 => new(new Problem(ErrorCatalog.ApiUnavailable, detail), canRetry: status is not (501 or 505)) { RetryAfter = RetryAfterHeader.Of(response, time) },
            _ => new(new Problem(ErrorCatalog.ApiRequestRefused, detail), canRetry: false),
        };
    }

    private static ApiCallException Of(Uri url, HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new(new Problem(ErrorCatalog.SourceHostUnknown, $"'{url.Host}' could not be resolved to an address."), canRetry: true, exception),
        HttpRequestError.SecureConnectionError => new(new Problem(ErrorCatalog.SourceTlsFailed, $"{url.Host}: {(exception.InnerException ?? exception).Message}"), canRetry: false, exception),
        HttpRequestError.ConfigurationLimitExceeded => new(new Problem(ErrorCatalog.ApiAnswerTooLarge, $"{url.Host} answered with headers of more than 32 KiB."), canRetry: false, exception),
        HttpRequestError.ConnectionError when exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            new(new Problem(ErrorCatalog.SourcePortClosed, $"{url.Host} refused the connection to port {url.Port}."), canRetry: true, exception),
        HttpRequestError.ConnectionError => new(new Problem(ErrorCatalog.SourceHostUnreachable, $"{url.Host} did not answer on port {url.Port}."), canRetry: true, exception),
        _ => new(new Problem(ErrorCatalog.SourceConnectionLost, $"The connection to {url.Host} broke before it had answered."), canRetry: true, exception),
    };

    // The reader says so when it wants more than there is; everything else is wrong where it stands.
    private ApiCallException OfJson(Uri url, JsonException exception) =>
        exception.Message.Contains("end of data", StringComparison.OrdinalIgnoreCase) || exception.Message.Contains("reached end", StringComparison.OrdinalIgnoreCase)
        || exception.Message.Contains("depth to be zero", StringComparison.OrdinalIgnoreCase)
            ? Cut(url, "ends in the middle of the JSON", exception)
            : new(new Problem(ErrorCatalog.ApiNotJson, $"{At(url)} answered no valid JSON: {Clean(exception.Message)}"), canRetry: false, exception);

    private async Task<string> MessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MessageBytes];
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return buffer.AsSpan(0, length).TrimStart(" \t\r\n"u8).StartsWith("<"u8) ? "" : Clean(Encoding.UTF8.GetString(buffer.AsSpan(0, length)));
        }
        catch (Exception exception) when (IsBrokenBody(exception))
        {
            return ""; // The status has been said.
        }
    }

    /// <summary>What reading a body throws when it breaks off or is not packed as it says (Brotli has an exception of its own for this).</summary>
    internal static bool IsBrokenBody(Exception exception) => exception is IOException or InvalidDataException or InvalidOperationException;

    private string Clean(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        var line = string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return new string([.. line.Where(character => !char.IsControl(character)).Take(MessageLength)]);
    }

    /// <summary>Each as it was entered, as it stands in a URL, and as basic authentication sends it; long ones first, so that none leaves the rest of another.</summary>
    private static string[] Secrets(ApiSettings settings)
    {
        var entered = settings.Headers.Select(header => header.Value).Append(settings.Auth.Secret).Where(secret => secret.Length > 0).ToList();
        var sent = settings.Auth.Kind == ApiAuthKind.Basic ? [ApiClient.Basic(settings.Auth)] : Array.Empty<string>();
        return [.. entered.Concat(entered.Select(Uri.EscapeDataString)).Concat(sent).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];
    }

    // Never the query string: it may hold the key.
    private static string At(Uri url) => $"{url.Host}{url.AbsolutePath}";
}
