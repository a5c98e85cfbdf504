using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models;

/// <summary>One call of a provider's HTTP API, no retry: every failure is a <see cref="ModelCallException"/> that says whether one may help.</summary>
internal sealed class ModelHttp(HttpClient http, ModelFailures failures, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Far beyond the largest batch of the longest vectors (100 x 3,072 numbers are about 4 MiB).</summary>
    private const int MostMebibytes = 64;

    /// <summary>Longer answers are batches of vectors, which take milliseconds to read; those that a person waits for are shorter.</summary>
    private const int SmallBytes = 128 * 1024;

    /// <summary>
    /// At most half of the processors read large answers. Calls sent together are answered together: were all of them read at once, on every thread
    /// of the pool, the next calls, which are ready to be sent, would have to wait for a thread.
    /// </summary>
    private static readonly SemaphoreSlim ReadsLargeAnswers = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>What the answers of this provider mean.</summary>
    internal ModelFailures Failures => failures;

    /// <summary>Sends and reads JSON.</summary>
    /// <param name="request">Disposed here.</param>
    /// <param name="model">For messages.</param>
    /// <param name="answer">What is expected.</param>
    /// <param name="cancellationToken">Aborts the call.</param>
    internal Task<T> SendAsync<T>(HttpRequestMessage request, string model, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class => SendAsync(request, model, answer, static () => { }, cancellationToken);

    /// <summary>Sends and reads JSON; calls <paramref name="received"/> between the two.</summary>
    internal async Task<T> SendAsync<T>(HttpRequestMessage request, string model, JsonTypeInfo<T> answer, Action received, CancellationToken cancellationToken)
        where T : class
    {
        using var body = await ReceiveAsync(request, model, cancellationToken);
        received();
        if (body.Text.Length <= SmallBytes)
        {
            return Read(body, answer);
        }

        // Whoever waited for this answer goes first, on this thread: the next call leaves before the work on this one begins.
        await Task.Yield();
        await ReadsLargeAnswers.WaitAsync(CancellationToken.None); // An answer that was paid for is kept, whoever is gone by now.
        try
        {
            return Read(body, answer);
        }
        finally
        {
            ReadsLargeAnswers.Release();
        }
    }

    private async Task<PooledBody> ReceiveAsync(HttpRequestMessage request, string model, CancellationToken cancellationToken)
    {
        using var sent = request;
        using var tooLate = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            using var response = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode
                ? await PooledBody.ReadAsync(response.Content, MostMebibytes * 1024L * 1024, either.Token) ?? throw failures.Unreadable($"answered more than {MostMebibytes} MiB")
                : throw await failures.FromAsync(response, model, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw failures.Unreachable($"did not answer within {timeout.TotalSeconds:F0} s", exception);
        }
        catch (HttpRequestException exception)
        {
            throw failures.Unreachable($"could not be called ({exception.HttpRequestError}: {exception.Message.TrimEnd('.')})", exception);
        }
        catch (IOException exception)
        {
            throw failures.Unreadable("broke off in the middle of its answer", exception);
        }
    }

    private T Read<T>(PooledBody body, JsonTypeInfo<T> answer)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Text.Span, answer) ?? throw failures.Unreadable("answered null");
        }
        catch (JsonException exception)
        {
            throw failures.Unreadable(exception);
        }
    }
}
