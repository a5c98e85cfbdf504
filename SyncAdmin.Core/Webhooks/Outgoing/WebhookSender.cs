using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>
/// Sends one signed message, once, and says what came back. Every address passes <see cref="OutboundGuard"/>; no redirect is followed; of an answer's body no more than its beginning is
/// read. Never throws but when it is cancelled.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int AnswerBytes = 1_024;
    private const int AnswerCharacters = 300;
    private const int MostConnections = 8;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5); // So that a changed DNS entry is noticed.

    // The status has come by then: a body that trickles tells nothing that is worth a place in the queue.
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    internal WebhookSender(OutboundGuard guard, IOptions<WebhookOptions> options, TimeProvider time)
    {
        (_timeout, _time) = (options.Value.Timeout, time);
        var handler = guard.Handler(ConnectTimeout < _timeout ? ConnectTimeout : _timeout, MostConnections);
        handler.PooledConnectionLifetime = ConnectionLifetime;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => _http.Dispose();

    /// <param name="url">The endpoint's.</param>
    /// <param name="secrets">All that sign.</param>
    /// <param name="messageId">Header <c>webhook-id</c>.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Ends it at once; the receiver may have got the message.</param>
    internal async Task<WebhookAnswer> SendAsync(Uri url, IEnumerable<WebhookSecret> secrets, string messageId, string body, CancellationToken cancellationToken)
    {
        var (sentAt, started) = (_time.GetUtcNow(), _time.GetTimestamp());
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var request = Request(url, secrets, messageId, sentAt, Encoding.UTF8.GetBytes(body));
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var took = _time.GetElapsedTime(started);
            return new WebhookAnswer(sentAt, took)
            {
                StatusCode = (int)response.StatusCode,
                RetryAfter = RetryAfterHeader.Of(response, _time),
                Problem = ProblemOf(url, response),
                Text = await BeginningAsync(response, either.Token),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(new Problem(ErrorCatalog.WebhookTimeout, timeout.IsCancellationRequested
                ? $"{url.Host} did not answer within {_timeout.TotalSeconds:0} s."
                : $"No connection to {url.Host} came about within {ConnectTimeout.TotalSeconds:0} s."));
        }
        catch (HttpRequestException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Failed(exception.InnerException is ProblemException refused ? refused.Problem : ProblemOf(url, exception));
        }

        WebhookAnswer Failed(Problem problem) => new(sentAt, _time.GetElapsedTime(started)) { Problem = problem };
    }

    private static HttpRequestMessage Request(Uri url, IEnumerable<WebhookSecret> secrets, string messageId, DateTimeOffset sentAt, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SyncAdmin", null));
        request.Headers.Add(WebhookHeaders.IdHeader, messageId);
        request.Headers.Add(WebhookHeaders.TimestampHeader, WebhookSignature.TimestampOf(sentAt));
        request.Headers.Add(WebhookHeaders.SignatureHeader, WebhookSignature.Sign(secrets, messageId, sentAt, body));
        return request;
    }

    private static Problem? ProblemOf(Uri url, HttpResponseMessage response) => (int)response.StatusCode switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => new Problem(ErrorCatalog.WebhookRedirects, $"{url.Host} answered {(int)response.StatusCode}, which sends the call elsewhere."),
        (int)HttpStatusCode.Gone => new Problem(ErrorCatalog.WebhookGone, $"{url.Host} answered 410: it wants no more messages."),
        var status => new Problem(ErrorCatalog.WebhookRefused, $"{url.Host} answered {status}."),
    };

    private static Problem ProblemOf(Uri url, HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new Problem(ErrorCatalog.WebhookUnreachable, $"'{url.Host}' could not be resolved to an address."),
        HttpRequestError.SecureConnectionError => new Problem(ErrorCatalog.WebhookTlsFailed, $"{url.Host}: {(exception.InnerException ?? exception).Message}"),
        HttpRequestError.ConfigurationLimitExceeded => new Problem(ErrorCatalog.WebhookUnreadable, $"{url.Host} answered with headers of more than 32 KiB."),
        HttpRequestError.InvalidResponse => new Problem(ErrorCatalog.WebhookUnreadable, $"What {url.Host} answered is no HTTP."),
        HttpRequestError.ConnectionError when exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            new Problem(ErrorCatalog.WebhookUnreachable, $"{url.Host} refused the connection to port {url.Port}."),
        HttpRequestError.ConnectionError => new Problem(ErrorCatalog.WebhookUnreachable, $"{url.Host} can't be reached on port {url.Port}."),
        _ => new Problem(ErrorCatalog.WebhookUnreadable, $"The connection to {url.Host} broke before it had answered."),
    };

    private async Task<string?> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(BodyTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        var buffer = new byte[AnswerBytes];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            while (length < buffer.Length && await body.ReadAsync(buffer.AsMemory(length), either.Token) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidDataException or InvalidOperationException or HttpRequestException)
        {
            // The status has been said; what there is of the body is shown.
        }

        var words = Encoding.UTF8.GetString(buffer, 0, length).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        var line = new string([.. string.Join(' ', words).Where(static character => !char.IsControl(character) && !char.IsSurrogate(character)).Take(AnswerCharacters)]);
        return line.Length == 0 ? null : line;
    }
}
