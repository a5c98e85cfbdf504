using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>GET, with everything that may go wrong on the way told apart. No redirect, no cookie, no proxy; every address is checked by the guard.</summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5); // So that a changed DNS entry is noticed.
    private readonly ApiSettings _settings;
    private readonly ApiRetry _retry;
    private readonly TimeProvider _time;
    private readonly ApiFailures _failures;
    private readonly HttpClient _http;

    internal ApiClient(ApiSettings settings, ConnectorContext context, OutboundGuard guard, ApiRetry retry)
    {
        (_settings, _retry, _time) = (settings, retry, context.Time);
        _failures = new ApiFailures(settings, context.Time);
        var handler = guard.Handler(TimeSpan.FromSeconds(context.Options.ConnectTimeoutSeconds), context.Options.MaxConnections);
        handler.PooledConnectionLifetime = ConnectionLifetime;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The answer; retried where that may help.</summary>
    /// <param name="url">Of our server.</param>
    /// <param name="isAbsent">Statuses that mean: there is nothing; null then.</param>
    /// <param name="cancellationToken">Ends the call at once.</param>
    internal async Task<ApiAnswer?> GetAsync(Uri url, Func<HttpStatusCode, bool>? isAbsent, CancellationToken cancellationToken)
    {
        try
        {
            return await _retry.RunAsync(token => CallAsync(url, isAbsent, token), cancellationToken);
        }
        catch (ApiCallException exception)
        {
            throw new ProblemException(exception.Problem, exception);
        }
    }

    /// <summary>The answer to one single call: for people who wait.</summary>
    internal async Task<ApiAnswer> GetOnceAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return (await CallAsync(url, isAbsent: null, cancellationToken))!;
        }
        catch (ApiCallException exception)
        {
            throw new ProblemException(exception.Problem, exception);
        }
    }

    /// <summary>User and password as RFC 7617 sends them.</summary>
    internal static string Basic(ApiAuth auth) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{auth.Name}:{auth.Secret}"));

    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer?> CallAsync(Uri url, Func<HttpStatusCode, bool>? isAbsent, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await SendAsync(url, isAbsent, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _failures.TimedOut(url, isConnecting: !timeout.IsCancellationRequested, exception);
        }
        catch (ApiCallException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _failures.Of(url, exception);
        }
    }

    private async Task<ApiAnswer?> SendAsync(Uri url, Func<HttpStatusCode, bool>? isAbsent, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var request = Request(url);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (isAbsent?.Invoke(response.StatusCode) == true)
        {
            return null;
        }

        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent))
        {
            throw await _failures.OfStatusAsync(url, response, cancellationToken);
        }

        var body = await ReadAsync(url, response, cancellationToken);
        try
        {
            return new ApiAnswer(url, body, Json(url, body.Text, response))
            {
                Server = response.Headers.Server.ToString() is { Length: > 0 } server ? server : null,
                Links = response.Headers.TryGetValues("Link", out var links) ? [.. links] : [],
                TotalHeader = _settings.Total?.Header is { } name && response.Headers.TryGetValues(name, out var totals) ? totals.First() : null,
                Took = _time.GetElapsedTime(started),
            };
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private HttpRequestMessage Request(Uri url)
    {
        var auth = _settings.Auth;
        var request = new HttpRequestMessage(HttpMethod.Get, auth.Kind == ApiAuthKind.QueryKey ? ApiAddress.With(url, KeyValuePair.Create(auth.Name, auth.Secret)) : url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SyncAdmin", null));
        foreach (var (name, value) in _settings.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        switch (auth.Kind)
        {
            case ApiAuthKind.HeaderKey:
                request.Headers.TryAddWithoutValidation(auth.Name, auth.Secret);
                break;
            case ApiAuthKind.Bearer:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", auth.Secret);
                break;
            case ApiAuthKind.Basic:
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(auth));
                break;
        }

        return request;
    }

    private async Task<PooledBody> ReadAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await PooledBody.ReadAsync(response.Content, _settings.MaxPageBytes, cancellationToken) ?? throw _failures.TooLarge(url);
        }
        catch (Exception exception) when (ApiFailures.IsBrokenBody(exception))
        {
            throw ApiFailures.Cut(url, "is cut off", exception);
        }
    }

    private ReadOnlyMemory<byte> Json(Uri url, ReadOnlyMemory<byte> json, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var text = json.Span.TrimStart(" \t\r\n"u8);
        return text.IsEmpty ? throw ApiFailures.Cut(url, "has no body")
            : text[0] is not ((byte)'{' or (byte)'[') ? throw _failures.NotJson(url, response.Content.Headers.ContentType?.MediaType)
            : !Utf8.IsValid(text) ? throw ApiFailures.NotUtf8(url)
            : json;
    }
}
