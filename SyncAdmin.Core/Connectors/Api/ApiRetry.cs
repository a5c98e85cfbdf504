using Microsoft.Extensions.Logging;
using Polly;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Retries single calls of an API source.</summary>
internal sealed partial class ApiRetry
{
    internal const int MaxRetries = 5;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="time">Drives the delays.</param>
    /// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
    /// <param name="logger">Hears of every retry.</param>
    internal ApiRetry(TimeProvider time, Func<double> random, ILogger logger)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20), time, random);
        _pipeline = backoff.Pipeline<ApiCallException>(
            MaxRetries, (attempt, delay, failed) => LogRetry(logger, attempt, MaxRetries, delay.TotalMilliseconds, failed.Message));
    }

    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Call of an API source failed, retry {Attempt} of {Attempts} in {DelayMilliseconds:F0} ms: {Reason}")]
    private static partial void LogRetry(ILogger logger, int attempt, int attempts, double delayMilliseconds, string? reason);
}
