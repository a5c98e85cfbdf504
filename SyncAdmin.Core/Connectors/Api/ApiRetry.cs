using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// Retries single calls: exponential with full jitter, never sooner than the API asked. An API that asks for more than <see cref="LongestWait"/> is
/// not waited for here: the job waits instead, and holds nothing meanwhile.
/// </summary>
internal sealed partial class ApiRetry
{
    internal const int MaxRetries = 5;
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(20);
    private readonly ILogger _logger;
    private readonly Func<double> _random;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="time">Drives the delays.</param>
    /// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
    /// <param name="logger">Hears of every retry.</param>
    internal ApiRetry(TimeProvider time, Func<double> random, ILogger logger)
    {
        (_logger, _random) = (logger, random);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxRetries,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is ApiCallException { CanRetry: true } failed && !(failed.RetryAfter > LongestWait)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.AttemptNumber, (arguments.Outcome.Exception as ApiCallException)?.RetryAfter)),
                OnRetry = arguments =>
                {
                    LogRetry(_logger, arguments.AttemptNumber + 1, MaxRetries, arguments.RetryDelay.TotalMilliseconds, arguments.Outcome.Exception?.Message);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);

    /// <summary>How long to wait before a retry; <paramref name="attempt"/> counts from 0.</summary>
    internal TimeSpan Delay(int attempt, TimeSpan? retryAfter) =>
        (retryAfter ?? TimeSpan.Zero) + (_random() * TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << attempt, LongestDelay.Ticks)));

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Call of an API source failed, retry {Attempt} of {Attempts} in {DelayMilliseconds:F0} ms: {Reason}")]
    private static partial void LogRetry(ILogger logger, int attempt, int attempts, double delayMilliseconds, string? reason);
}
