using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace SyncAdmin.Core.Vectors.Qdrant;

/// <summary>
/// Repeats calls that may pass a moment later: exponential with full jitter, never sooner than the server asked. Every call may be repeated:
/// upserts, overwrites and deletes by id leave the same points however often they are sent. A server that asks for longer than
/// <see cref="LongestWait"/> is not waited for here: the caller learns it and can put its whole job aside.
/// </summary>
internal sealed class QdrantRetry
{
    /// <summary>Of a write: some 15 seconds in all, a restart of the server.</summary>
    internal const int WriteRetries = 6;

    /// <summary>Of a read: a person may be waiting for it.</summary>
    internal const int ReadRetries = 3;

    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly Func<double> _random;
    private readonly ResiliencePipeline _reads;
    private readonly ResiliencePipeline _writes;

    /// <param name="time">Drives the delays.</param>
    /// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
    /// <param name="logger">Hears of every retry.</param>
    internal QdrantRetry(TimeProvider time, Func<double> random, ILogger logger)
    {
        (Time, _random) = (time, random);
        _reads = Pipeline(ReadRetries, logger);
        _writes = Pipeline(WriteRetries, logger);
    }

    /// <summary>Drives all waiting.</summary>
    internal TimeProvider Time { get; }

    internal async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _reads.ExecuteAsync(async token => await call(token), cancellationToken);

    internal async Task<T> WriteAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _writes.ExecuteAsync(async token => await call(token), cancellationToken);

    /// <summary>Before a look whether a write that was only acknowledged is there by now.</summary>
    internal Task PauseAsync(int attempt, CancellationToken cancellationToken) => Task.Delay(Whole(attempt), Time, cancellationToken);

    /// <summary>How long to wait before a retry; <paramref name="attempt"/> counts from 0.</summary>
    internal TimeSpan Delay(int attempt, TimeSpan? retryAfter) => (retryAfter ?? TimeSpan.Zero) + (_random() * Whole(attempt));

    private static TimeSpan Whole(int attempt) => TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << attempt, LongestDelay.Ticks));

    private ResiliencePipeline Pipeline(int retries, ILogger logger) => new ResiliencePipelineBuilder { TimeProvider = Time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = retries,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is VectorStoreException { CanRetry: true } failed && !(failed.RetryAfter > LongestWait)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.AttemptNumber, (arguments.Outcome.Exception as VectorStoreException)?.RetryAfter)),
            OnRetry = arguments =>
            {
                logger.Retries(arguments.AttemptNumber + 1, retries, arguments.RetryDelay.TotalMilliseconds, arguments.Outcome.Exception?.Message);
                return ValueTask.CompletedTask;
            },
        })
        .Build();
}
