using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models;

/// <summary>One call of a provider's HTTP API, no retry: every failure is a <see cref="ModelCallException"/> that says whether one may help.</summary>
internal sealed class ModelHttp(HttpClient http, ModelFailures failures, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Far beyond the largest batch of the longest vectors (100 x 3,072 numbers are about 4 MiB).</summary>
    private const int MostMebibytes = 64;

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
        using var sent = request;
        using var tooLate = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooLate.Token);
        try
        {
            using var response = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode
                ? await ReadAsync(response, answer, received, either.Token)
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

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> answer, Action received, CancellationToken cancellationToken)
        where T : class
    {
        using var body = await PooledBody.ReadAsync(response.Content, MostMebibytes * 1024L * 1024, cancellationToken)
            ?? throw failures.Unreadable($"answered more than {MostMebibytes} MiB");
        received();
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
