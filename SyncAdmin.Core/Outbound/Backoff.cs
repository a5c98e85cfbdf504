using System.Security.Cryptography;
using Polly;
using Polly.Retry;

namespace SyncAdmin.Core.Outbound;

/// <summary>
/// How calls of other servers are repeated: exponential with full jitter (a random share of the whole delay, so that many callers that failed
/// together don't come back together), never sooner than the server asked. A server that asks for longer than <see cref="LongestWait"/> is not
/// waited for here: the caller learns it and can put its whole job aside, which holds nothing meanwhile.
/// </summary>
/// <param name="first">The whole delay before the first retry; doubles with each.</param>
/// <param name="longest">What the whole delay grows to.</param>
/// <param name="time">Drives the delays.</param>
/// <param name="random">Numbers from 0 up to 1; called from several threads.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time, Func<double> random)
{
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    // No quota takes longer to be renewed than a day in autumn: who asks for more has made a mistake, which nobody waits for.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(25);

    /// <summary>From 0 up to 1; thread-safe, unlike a Random of our own.</summary>
    internal static double RandomShare() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);

    /// <summary>What a server asked for, as it is heeded: nothing is no back-off (null), and nobody waits for more than 25 hours.</summary>
    internal static TimeSpan? Heeded(TimeSpan? asked) => asked is { Ticks: > 0 } wait ? (wait < LongestAsked ? wait : LongestAsked) : null;

    /// <summary>The delay before its share is drawn; <paramref name="attempt"/> counts from 0.</summary>
    internal TimeSpan Whole(int attempt) => TimeSpan.FromTicks(Math.Min(first.Ticks << attempt, longest.Ticks));

    /// <summary>How long to wait before a retry; <paramref name="attempt"/> counts from 0.</summary>
    internal TimeSpan Delay(int attempt, TimeSpan? retryAfter) => (retryAfter ?? TimeSpan.Zero) + (random() * Whole(attempt));

    /// <summary>Repeats what failed with a <typeparamref name="TFailed"/> that another try may help.</summary>
    /// <param name="mostRetries">Of any failure.</param>
    /// <param name="onRetry">Hears of every retry before it waits: its number from 1, its delay, and why.</param>
    /// <param name="retriesOf">Of this failure, where fewer. Default: <paramref name="mostRetries"/>.</param>
    internal ResiliencePipeline Pipeline<TFailed>(int mostRetries, Action<int, TimeSpan, TFailed> onRetry, Func<TFailed, int>? retriesOf = null)
        where TFailed : Exception, IFailedCall =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = mostRetries,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is TFailed { CanRetry: true } failed
                    && !(failed.RetryAfter > LongestWait)
                    && arguments.AttemptNumber < (retriesOf?.Invoke(failed) ?? mostRetries)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.AttemptNumber, (arguments.Outcome.Exception as TFailed)?.RetryAfter)),
                OnRetry = arguments =>
                {
                    onRetry(arguments.AttemptNumber + 1, arguments.RetryDelay, (TFailed)arguments.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
}
