using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models;

/// <summary>
/// The one way to a provider (keyed singleton by its name), through which every call passes, whatever it is for: limits shared by all jobs (and,
/// on PostgreSQL, by all replicas), slower after a 429, retries, and the account of what was used.
/// </summary>
public sealed partial class ModelGate : IDisposable
{
    // A quota that is used up for hours refuses every call: those on their way learn it here rather than from the provider. Short, so that a
    // person who has raised the quota and resumes a job is not refused by our memory of it.
    private static readonly TimeSpan StaysClosed = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly IModelMeter _meter;
    private readonly ModelPace _pace;
    private readonly ModelLimits _limits;
    private readonly ModelRetry _retry;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _jobs;
    private readonly SemaphoreSlim _people;
    private readonly UsageAccount _account = new();
    private int _pauses;
    private Closing? _closed;
    private long _pausedUntil;

    internal ModelGate(string provider, ModelLimits limits, IModelMeter meter, TimeProvider time, Func<double> random, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (Provider, _limits, _meter, _time, _logger) = (provider, limits, meter, time, logger);
        _pace = new ModelPace(limits, time);
        _retry = new ModelRetry(time, random, logger, Tell);
        (_jobs, _people) = (new SemaphoreSlim(limits.Concurrency), new SemaphoreSlim(limits.Concurrency));
    }

    /// <summary>A call was refused for a quota and waits; raised on the caller's thread, once for each wait.</summary>
    public event EventHandler<QuotaPauseEventArgs>? Paused;

    /// <summary>Whose gate.</summary>
    public string Provider { get; }

    /// <summary>What was used so far.</summary>
    public ModelUsage Usage => _account.Usage;

    /// <summary>Until when calls wait for a quota; null: they do not.</summary>
    public DateTimeOffset? PausedUntil =>
        Volatile.Read(ref _pausedUntil) is > 0 and var ticks && new DateTimeOffset(ticks, TimeSpan.Zero) is var until && until > _time.GetUtcNow() ? until : null;

    /// <summary>The share of the allowed pace that is in use: 1 unless the provider refused calls lately.</summary>
    public double Pace => _pace.Share;

    /// <summary>What the key allows and how fast the provider answers.</summary>
    public ModelSpeed Speed => new(_limits, _pace.Share, _account.BatchLatency);

    /// <summary>Makes a call when the limits allow it, and again where a retry may help.</summary>
    /// <param name="demand">What it will use.</param>
    /// <param name="call">The call; fails with a <see cref="ModelCallException"/>.</param>
    /// <param name="chargedTokens">What the provider says it used; null: it does not say.</param>
    /// <param name="cancellationToken">Ends the waiting and the call.</param>
    /// <exception cref="ModelCallException">Retries did not help, or can't.</exception>
    public Task<T> CallAsync<T>(ModelDemand demand, Func<CancellationToken, Task<T>> call, Func<T, long?> chargedTokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return CallAsync(demand, (_, token) => call(token), chargedTokens, cancellationToken);
    }

    /// <summary>
    /// As the other, for a call that says when the answer is here: from then on it no longer counts among those that run at a time. Reading the
    /// numbers out of a batch takes some percent of a call's time, in which the provider would be idle.
    /// </summary>
    internal Task<T> CallAsync<T>(ModelDemand demand, Func<Action, CancellationToken, Task<T>> call, Func<T, long?> chargedTokens, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(chargedTokens);
        return _retry.RunAsync(token => AttemptAsync(demand, call, chargedTokens, token), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _jobs.Dispose();
        _people.Dispose();
    }

    private async Task<T> AttemptAsync<T>(ModelDemand demand, Func<Action, CancellationToken, Task<T>> call, Func<T, long?> chargedTokens, CancellationToken cancellationToken)
    {
        var lane = demand.IsUrgent ? _people : _jobs;
        await lane.WaitAsync(cancellationToken);
        var inLane = 1;
        try
        {
            RefuseWhileClosed();
            await TurnAsync(demand, cancellationToken);
            RefuseWhileClosed();
            var sent = _time.GetTimestamp();
            var answer = await CallAsync(demand, token => call(Leave, token), cancellationToken);
            if (demand.Items > 1)
            {
                _account.BatchTook(_time.GetElapsedTime(sent));
            }

            await AccountAsync(demand, chargedTokens(answer));
            return answer;
        }
        finally
        {
            Leave();
        }

        void Leave()
        {
            if (Interlocked.Exchange(ref inLane, 0) == 1)
            {
                lane.Release();
            }
        }
    }

    private async Task TurnAsync(ModelDemand demand, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pauses = Volatile.Read(ref _pauses);
            var cost = _pace.CostOf(demand.Items, demand.EstimatedTokens);
            var wait = await _meter.ReserveAsync(cost, cancellationToken);
            if (demand.IsUrgent || wait <= TimeSpan.Zero)
            {
                return;
            }

            try
            {
                await Task.Delay(wait, _time, cancellationToken);
            }
            catch (OperationCanceledException) when (pauses == Volatile.Read(ref _pauses))
            {
                await _meter.AdjustAsync(-cost, CancellationToken.None);
                throw;
            }

            if (pauses == Volatile.Read(ref _pauses))
            {
                return;
            }

            // The provider asked for silence meanwhile: back into the line, which starts anew after it. The place before it is not given back: that
            // would shorten the silence.
        }
    }

    private async Task<T> CallAsync<T>(ModelDemand demand, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (ModelCallException failed)
        {
            _account.Failed(failed.Failure);
            if (failed.Failure == ModelFailure.Quota)
            {
                await SlowDownAsync(demand, failed, cancellationToken);
            }

            throw;
        }
    }

    private async Task SlowDownAsync(ModelDemand demand, ModelCallException failed, CancellationToken cancellationToken)
    {
        if (failed.CanRetry)
        {
            // A day's quota, which no retry helps, says nothing of how fast calls may follow one another tomorrow.
            _pace.SlowDown(demand.Items);
        }

        if (!failed.CanRetry || failed.RetryAfter > Backoff.LongestWait)
        {
            Volatile.Write(ref _closed, new Closing(failed, _time.GetTimestamp()));
            SetPausedUntil(_time.GetUtcNow() + (failed.RetryAfter ?? TimeSpan.Zero));
        }
        else if (failed.RetryAfter is { } asked)
        {
            Interlocked.Increment(ref _pauses);
            await _meter.PauseAsync(asked, cancellationToken);
        }
    }

    // Whoever asked may be gone by now; an answer that was paid for is not thrown away over its account.
    private async Task AccountAsync(ModelDemand demand, long? charged)
    {
        _pace.Served(demand.Items);
        Reopen();
        _account.Served(demand.Items, charged ?? demand.EstimatedTokens);
        if (charged is { } tokens && _pace.CostOf(demand.Items, tokens) - _pace.CostOf(demand.Items, demand.EstimatedTokens) is var difference && difference != TimeSpan.Zero)
        {
            await _meter.AdjustAsync(difference, CancellationToken.None);
        }
    }

    /// <summary>A call was answered after all: whoever asks until when the quota lasts is not told an hour that no longer holds.</summary>
    private void Reopen()
    {
        if (Volatile.Read(ref _closed) is { } closed && _time.GetElapsedTime(closed.At) >= StaysClosed && Interlocked.CompareExchange(ref _closed, null, closed) == closed)
        {
            Volatile.Write(ref _pausedUntil, 0);
        }
    }

    private void RefuseWhileClosed()
    {
        if (Volatile.Read(ref _closed) is not { } closed)
        {
            return;
        }

        var since = _time.GetElapsedTime(closed.At);
        if (since < StaysClosed)
        {
            var left = closed.Failed.RetryAfter is { } after && after > since ? after - since : closed.Failed.RetryAfter;
            throw new ModelCallException(closed.Failed.Problem, ModelFailure.Quota, canRetry: false, left, closed.Failed);
        }
    }

    private void Tell(TimeSpan wait)
    {
        var until = _time.GetUtcNow() + wait;
        SetPausedUntil(until);
        LogWaits(Provider, until, _pace.Share);
        Paused?.Invoke(this, new QuotaPauseEventArgs(Provider, until));
    }

    private void SetPausedUntil(DateTimeOffset until)
    {
        for (var seen = Volatile.Read(ref _pausedUntil); until.UtcTicks > seen; seen = Volatile.Read(ref _pausedUntil))
        {
            if (Interlocked.CompareExchange(ref _pausedUntil, until.UtcTicks, seen) == seen)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "{Provider}: waiting for quota until {Until:HH:mm:ss}, then at {Share:P0} of the allowed pace")]
    private partial void LogWaits(string provider, DateTimeOffset until, double share);

    private sealed record Closing(ModelCallException Failed, long At);
}
