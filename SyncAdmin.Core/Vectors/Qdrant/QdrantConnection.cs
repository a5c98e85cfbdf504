using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Sends calls to one Qdrant: key, time limit, retries, at most so many writes at a time. Every failure is a <see cref="VectorStoreException"/>.</summary>
internal sealed class QdrantConnection : IDisposable
{
    /// <summary>How long the server's version is believed: it may be upgraded beneath us.</summary>
    private static readonly TimeSpan VersionLife = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly QdrantOptions _options;
    private readonly QdrantRetry _retry;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly QdrantFailures _failures;
    private readonly SemaphoreSlim _writes;
    private readonly Uri _address;
    private Known? _server;
    private int _toldOfAge;

    internal QdrantConnection(HttpClient http, QdrantOptions options, QdrantRetry retry, TimeProvider time, ILogger logger)
    {
        (_http, _options, _retry, _time, _logger) = (http, options, retry, time, logger);
        _failures = new QdrantFailures(options, time);
        _writes = new SemaphoreSlim(options.WriteConcurrency);
        _address = new Uri(options.Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        if (options.SendsKeyInTheClear)
        {
            logger.KeyInTheClear(options.Url);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _writes.Dispose();
    }

    /// <summary>The server by its own words, from minutes ago at most.</summary>
    internal async Task<QdrantServer> ServerAsync(CancellationToken cancellationToken) =>
        _server is { } known && _time.GetElapsedTime(known.At) < VersionLife ? known.Server : await _retry.ReadAsync(AskServerAsync, cancellationToken);

    /// <summary>Asks the server who it is, once.</summary>
    internal async Task<QdrantServer> AskServerAsync(CancellationToken cancellationToken)
    {
        var info = await SendAsync(new QdrantRequest(HttpMethod.Get, ""), QdrantJson.Default.VersionInfo, cancellationToken);
        if (info?.Title?.Contains("qdrant", StringComparison.OrdinalIgnoreCase) != true || QdrantServer.Parse(info.Version) is not { } server)
        {
            throw _failures.NotQdrant("answered GET / with JSON that names no version of Qdrant");
        }

        if (!server.IsSupported)
        {
            throw new VectorStoreException(new Problem(ErrorCatalog.QdrantTooOld, $"{_options.Url} is Qdrant {server.Text}."));
        }

        if (!server.HasUpdateFilter && Interlocked.Exchange(ref _toldOfAge, 1) == 0)
        {
            _logger.NoUpdateFilter(server.Text);
        }

        _server = new Known(server, _time.GetTimestamp());
        return server;
    }

    /// <summary>A call that changes nothing.</summary>
    internal async Task<T> ReadAsync<T>(QdrantRequest request, JsonTypeInfo<QdrantMessages.Answer<T>> type, CancellationToken cancellationToken)
    {
        await ServerAsync(cancellationToken);
        return await _retry.ReadAsync(token => ResultAsync(request, type, token), cancellationToken);
    }

    /// <summary>A call that changes something and may be repeated.</summary>
    internal async Task<T> WriteAsync<T>(QdrantRequest request, JsonTypeInfo<QdrantMessages.Answer<T>> type, CancellationToken cancellationToken)
    {
        await ServerAsync(cancellationToken);
        return await _retry.WriteAsync(
            async token =>
            {
                await _writes.WaitAsync(token);
                try
                {
                    return await ResultAsync(request, type, token);
                }
                finally
                {
                    _writes.Release();
                }
            },
            cancellationToken);
    }

    private async Task<T> ResultAsync<T>(QdrantRequest request, JsonTypeInfo<QdrantMessages.Answer<T>> type, CancellationToken cancellationToken) =>
        await SendAsync(request, type, cancellationToken) is { Result: { } result }
            ? result
            : throw _failures.Unreadable(request.Path, new JsonException("There is no result."));

    private async Task<T?> SendAsync<T>(QdrantRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await SendOnceAsync(request, type, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw _failures.NoAnswerInTime(exception);
        }
        catch (HttpRequestException exception)
        {
            _server = null; // It may come back as another version.
            throw _failures.NotCalled(exception);
        }
        catch (IOException exception)
        {
            _server = null;
            throw _failures.BrokeOff(exception);
        }
    }

    private async Task<T?> SendOnceAsync<T>(QdrantRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(_address, request.Path)) { Content = request.Body is { } body ? new JsonBody(body) : null };
        if (!string.IsNullOrEmpty(_options.ApiKey))
        {
            message.Headers.TryAddWithoutValidation("api-key", _options.ApiKey);
        }

        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await _failures.FromAsync(request, response, cancellationToken);
        }

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw _failures.NotQdrant($"answered '{request.Path.Split('?')[0]}' with {mediaType ?? "something without a media type"} instead of JSON");
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken);
        }
        catch (JsonException exception)
        {
            throw _failures.Unreadable(request.Path.Split('?')[0], exception);
        }
    }

    private sealed record Known(QdrantServer Server, long At);
}
