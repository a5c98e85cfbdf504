using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace SyncAdmin.Core.Models;

/// <summary>
/// Retries calls of a model: exponential with full jitter (a random share of the whole delay, so that many callers that failed together don't
/// come back together), never sooner than the server asked. A quota is tried for longer than other failures: most count by the minute, which
/// the delays outlast on average. A server that asks for longer than <see cref="LongestWait"/> is not waited for here: the caller learns it and
/// can put its whole job aside.
/// </summary>
internal sealed partial class ModelRetry
{
    internal const int MaxRetries = 5;
    internal const int MaxQuotaRetries = 10;
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);

    private readonly ILogger _logger;
    private readonly Func<double> _random;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="time">Drives the delays.</param>
    /// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
    /// <param name="logger">Hears of every retry.</param>
    /// <param name="waitsForQuota">Hears how long a call that was refused for a quota waits.</param>
    internal ModelRetry(TimeProvider time, Func<double> random, ILogger logger, Action<TimeSpan>? waitsForQuota = null)
    {
        _logger = logger;
        _random = random;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxQuotaRetries,
                ShouldHandle = arguments => ValueTask.FromResult(Handles(arguments.Outcome.Exception as ModelCallException, arguments.AttemptNumber)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.AttemptNumber, (arguments.Outcome.Exception as ModelCallException)?.RetryAfter)),
                OnRetry = arguments =>
                {
                    LogRetry(_logger, arguments.AttemptNumber + 1, arguments.RetryDelay.TotalMilliseconds, arguments.Outcome.Exception?.Message);
                    if (arguments.Outcome.Exception is ModelCallException { Failure: ModelFailure.Quota })
                    {
                        waitsForQuota?.Invoke(arguments.RetryDelay);
                    }

                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);

    /// <summary>How long to wait before a retry; <paramref name="attempt"/> counts from 0.</summary>
    internal TimeSpan Delay(int attempt, TimeSpan? retryAfter)
    {
        var whole = TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << attempt, LongestDelay.Ticks));
        return (retryAfter ?? TimeSpan.Zero) + (_random() * whole);
    }

    private static bool Handles(ModelCallException? failed, int attempt) =>
        failed is { CanRetry: true }
        && !(failed.RetryAfter > LongestWait)
        && attempt < (failed.Failure == ModelFailure.Quota ? MaxQuotaRetries : MaxRetries);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Model call failed, retry {Attempt} in {DelayMilliseconds:F0} ms: {Reason}")]
    private static partial void LogRetry(ILogger logger, int attempt, double delayMilliseconds, string? reason);
}
