using Microsoft.Extensions.Logging;
using Polly;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models;

/// <summary>Retries calls of a model. A quota is tried for longer than other failures: most count by the minute, which the delays outlast on average.</summary>
internal sealed partial class ModelRetry
{
    internal const int MaxRetries = 5;
    internal const int MaxQuotaRetries = 10;

    private readonly ResiliencePipeline _pipeline;

    /// <param name="time">Drives the delays.</param>
    /// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
    /// <param name="logger">Hears of every retry.</param>
    /// <param name="waitsForQuota">Hears how long a call that was refused for a quota waits.</param>
    internal ModelRetry(TimeProvider time, Func<double> random, ILogger logger, Action<TimeSpan>? waitsForQuota = null)
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20), time, random);
        _pipeline = backoff.Pipeline<ModelCallException>(
            MaxQuotaRetries,
            (attempt, delay, failed) =>
            {
                LogRetry(logger, attempt, delay.TotalMilliseconds, failed.Message);
                if (failed.Failure == ModelFailure.Quota)
                {
                    waitsForQuota?.Invoke(delay);
                }
            },
            failed => failed.Failure == ModelFailure.Quota ? MaxQuotaRetries : MaxRetries);
    }

    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Model call failed, retry {Attempt} in {DelayMilliseconds:F0} ms: {Reason}")]
    private static partial void LogRetry(ILogger logger, int attempt, double delayMilliseconds, string? reason);
}
