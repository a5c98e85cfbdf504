using Microsoft.Extensions.Logging;
using Polly;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>Repeats calls: any of them, for upserts, overwrites and deletes by id leave the same points however often they are sent.</summary>
internal sealed class QdrantRetry
{
    /// <summary>Of a write: some 15 seconds in all, a restart of the server.</summary>
    internal const int WriteRetries = 6;

    /// <summary>Of a read: a person may be waiting for it.</summary>
    internal const int ReadRetries = 3;

    private readonly TimeProvider _time;
    private readonly Backoff _backoff;
    private readonly ResiliencePipeline _reads;
    private readonly ResiliencePipeline _writes;

    /// <param name="time">Drives all waiting.</param>
    /// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
    /// <param name="logger">Hears of every retry.</param>
    internal QdrantRetry(TimeProvider time, Func<double> random, ILogger logger)
    {
        _time = time;
        _backoff = new Backoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), time, random);
        _reads = Pipeline(ReadRetries, logger);
        _writes = Pipeline(WriteRetries, logger);
    }

    internal async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _reads.ExecuteAsync(async token => await call(token), cancellationToken);

    internal async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _writes.ExecuteAsync(async token => await call(token), cancellationToken);

    /// <summary>Before a look whether a write that was only acknowledged is there by now.</summary>
    internal Task PauseAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(_backoff.Whole(attempt), _time, cancellationToken);

    private ResiliencePipeline Pipeline(int retries, ILogger logger) =>
        _backoff.Pipeline<VectorStoreException>(retries, (attempt, delay, failed) => logger.Retries(attempt, retries, delay.TotalMilliseconds, failed.Message));
}
