using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Models;

/// <summary>The limits that every call of a provider passes, on a clock of their own.</summary>
public sealed class ModelGateTests : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly ConcurrentQueue<TimeSpan> _starts = new();
    private ModelGate _gate = null!;
    private int _atATime;

    public void Dispose() => _gate?.Dispose();

    [Fact]
    public async Task Calls_come_evenly_and_never_more_than_one_at_once()
    {
        Open(new ModelLimits(8, ItemsPerMinute: 3_000));

        await RunAsync(Enumerable.Range(0, 16).Select(_ => CallAsync(100)));

        Assert.Equal(Enumerable.Range(0, 16).Select(call => TimeSpan.FromSeconds(2 * call)), _starts);
    }

    [Fact]
    public async Task What_was_not_used_is_not_saved_up_for_a_burst()
    {
        Open(new ModelLimits(8, ItemsPerMinute: 3_000));
        await RunAsync([CallAsync(100)]);
        _time.Advance(TimeSpan.FromMinutes(10));

        await RunAsync([CallAsync(100), CallAsync(100), CallAsync(100)]);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(602), TimeSpan.FromSeconds(604)], _starts);
    }

    [Fact]
    public async Task The_tighter_of_items_and_tokens_counts_and_estimates_are_corrected_by_what_was_charged()
    {
        Open(new ModelLimits(1, ItemsPerMinute: 6_000, TokensPerMinute: 60_000));

        await RunAsync([CallAsync(100, tokens: 10_000, charged: 4_000), CallAsync(100, tokens: 10_000, charged: 20_000), CallAsync(100), CallAsync(100)]);

        // 10 s reserved and 4 s used; then 10 s reserved and 20 s used; then a second each for their items.
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(24), TimeSpan.FromSeconds(25)], _starts);
    }

    [Fact]
    public async Task A_call_larger_than_a_minute_allows_is_served_and_those_after_it_wait()
    {
        Open(new ModelLimits(1, ItemsPerMinute: 10));

        await RunAsync([CallAsync(100), CallAsync(1)]);

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(10)], _starts);
    }

    [Fact]
    public async Task A_person_does_not_queue_behind_jobs_and_the_jobs_make_up_for_it()
    {
        Open(new ModelLimits(1, ItemsPerMinute: 60));
        var jobs = new[] { CallAsync(10), CallAsync(10) }; // The second waits 10 s.

        await CallAsync(1, urgent: true);
        await RunAsync([.. jobs, CallAsync(10)]);

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(21)], _starts);
    }

    [Fact]
    public async Task No_more_calls_run_at_a_time_than_the_key_allows()
    {
        Open(new ModelLimits(3));
        var (running, most) = (0, 0);
        using var release = new SemaphoreSlim(0);
        var calls = Enumerable.Range(0, 10).Select(_ => _gate.CallAsync(
            new ModelDemand(1, 1),
            async token =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await release.WaitAsync(token);
                return Interlocked.Decrement(ref running);
            },
            _ => null,
            CancellationToken.None)).ToArray();

        Assert.Equal(3, Volatile.Read(ref running));
        release.Release(10);
        await Task.WhenAll(calls);

        Assert.Equal(3, most);
    }

#pragma warning disable VSTHRD003 // There is no synchronization context to deadlock on.
    [Fact]
    public async Task A_call_whose_answer_is_here_makes_room_for_the_next_once()
    {
        Open(new ModelLimits(1));
        var (reading, second, third) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var (secondRuns, thirdRuns) = (false, false);
        var first = Call(received =>
        {
            received();
            received(); // Said twice, it still is one place.
            return reading.Task;
        });
        var others = new[] { Call(_ => { secondRuns = true; return second.Task; }), Call(_ => { thirdRuns = true; return third.Task; }) };

        Assert.Equal((true, false), (secondRuns, thirdRuns));
        reading.SetResult(1); // What ends later gives back no second place either.
        await first;
        Assert.False(thirdRuns);
        second.SetResult(2);
        third.SetResult(3);
        await Task.WhenAll(others);

        Task<int> Call(Func<Action, Task<int>> work) =>
            _gate.CallAsync(new ModelDemand(1, 1), (received, _) => work(received), static _ => null, CancellationToken.None);
    }

#pragma warning restore VSTHRD003

    [Fact]
    public async Task A_server_that_asks_for_silence_gets_it_from_everybody()
    {
        Open(new ModelLimits(4, ItemsPerMinute: 6_000));
        using var othersWait = new SemaphoreSlim(0);
        var isFirst = true;
        var refused = _gate.CallAsync(
            new ModelDemand(100, 1),
            async token =>
            {
                _starts.Enqueue(_time.Now);
                await othersWait.WaitAsync(token);
                return isFirst && !(isFirst = false)
                    ? throw new ModelCallException(new Problem(ErrorCatalog.ModelQuotaExceeded, "429."), ModelFailure.Quota, canRetry: true, TimeSpan.FromSeconds(30))
                    : 100;
            },
            _ => null,
            CancellationToken.None);
        var others = Enumerable.Range(0, 3).Select(_ => CallAsync(100)).ToArray(); // They have places in one, two and three seconds.
        othersWait.Release(2);
        await Eventually.IsTrueAsync(() => Task.FromResult(_time.Waiting == 4), TimeSpan.FromSeconds(10), () => $"{_time.Waiting} waits"); // The refused one as well.

        await RunAsync([refused, .. others]);

        Assert.Equal(TimeSpan.Zero, _starts.First());
        Assert.All(_starts.Skip(1), start => Assert.True(start >= TimeSpan.FromSeconds(30), $"{start}"));
        Assert.Equal(5, _starts.Count);
    }

    [Fact]
    public async Task After_a_refusal_the_pace_is_half_and_comes_back_slowly()
    {
        Open(new ModelLimits(1, ItemsPerMinute: 6_000));
        var refusals = 1;
        await RunAsync([CallAsync(100, refuse: () => Interlocked.Decrement(ref refusals) >= 0 ? TimeSpan.FromMilliseconds(1) : null)]);
        var halved = _gate.Pace;
        _time.Advance(TimeSpan.FromSeconds(30));
        var soon = _gate.Pace;
        _time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(0.5, halved);
        Assert.InRange(soon, 0.55, 0.65);
        Assert.Equal(1, _gate.Pace);
    }

    [Fact]
    public async Task Without_a_configured_limit_a_refusal_teaches_one()
    {
        Open(new ModelLimits(1));
        await RunAsync(Enumerable.Range(0, 30).Select(_ => CallAsync(100))); // 3,000 items in the last minute, none of which waited.
        var refusals = 1;
        await RunAsync([CallAsync(100, refuse: () => Interlocked.Decrement(ref refusals) >= 0 ? TimeSpan.FromMilliseconds(1) : null)]);
        var before = _time.Now;

        await RunAsync([CallAsync(100), CallAsync(100)]);

        // Half of 3,000 a minute: 100 take four seconds.
        Assert.InRange((_starts.Last() - _starts.SkipLast(1).Last()).TotalSeconds, 3.5, 4.1);
        Assert.True(_time.Now > before);
    }

    [Fact]
    public void Refusals_of_calls_that_were_on_their_way_together_count_once()
    {
        var pace = new ModelPace(new ModelLimits(8, ItemsPerMinute: 6_000), _time);
        for (var call = 0; call < 8; call++)
        {
            pace.SlowDown(100);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        var once = pace.CostOf(100, 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        pace.SlowDown(100);

        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)), (once, pace.CostOf(100, 1)));
    }

    [Fact]
    public async Task The_account_counts_calls_refusals_items_and_tokens()
    {
        Open(new ModelLimits(1));
        var refusals = 2;

        await RunAsync([CallAsync(100, tokens: 900, charged: 800, refuse: () => Interlocked.Decrement(ref refusals) >= 0 ? TimeSpan.FromMilliseconds(1) : null), CallAsync(7, tokens: 70)]);

        Assert.Equal(new ModelUsage(Calls: 2, Failures: 2, QuotaRefusals: 2, Items: 107, Tokens: 870), _gate.Usage);
    }

    [Fact]
    public async Task A_wait_for_quota_is_told_with_its_end()
    {
        Open(new ModelLimits(1));
        var told = new List<QuotaPauseEventArgs>();
        _gate.Paused += (_, pause) => told.Add(pause);
        var refusals = 1;

        await RunAsync([CallAsync(1, refuse: () => Interlocked.Decrement(ref refusals) >= 0 ? TimeSpan.FromSeconds(20) : null)]);

        Assert.InRange(Assert.Single(told).Until - DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(21));
    }

    [Fact]
    public async Task A_quota_for_hours_refuses_calls_for_two_seconds_without_asking_the_provider()
    {
        Open(new ModelLimits(1));
        await Assert.ThrowsAsync<ModelCallException>(() => CallAsync(1, refuse: () => TimeSpan.FromHours(5)));
        var again = await Assert.ThrowsAsync<ModelCallException>(() => CallAsync(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        await CallAsync(1);

        Assert.Equal((ModelFailure.Quota, TimeSpan.FromHours(5)), (again.Failure, again.RetryAfter));
        Assert.Equal(2, _starts.Count);
    }

    [Fact]
    public async Task A_quota_of_the_day_leaves_the_pace_alone_and_is_forgotten_when_a_call_passes_again()
    {
        Open(new ModelLimits(1));
        var usedUp = new ModelCallException(new Problem(ErrorCatalog.ModelDailyQuotaExceeded, "429."), ModelFailure.Quota, canRetry: false, TimeSpan.FromHours(5));
        await Assert.ThrowsAsync<ModelCallException>(() => _gate.CallAsync<int>(new ModelDemand(1, 1), _ => throw usedUp, _ => null, CancellationToken.None));
        Assert.NotNull(_gate.PausedUntil);
        Assert.Equal(1, _gate.Pace);

        // A person has raised the quota.
        _time.Advance(TimeSpan.FromSeconds(3));
        await RunAsync([CallAsync(100), CallAsync(100), CallAsync(100)]);

        Assert.Null(_gate.PausedUntil);
        Assert.All(_starts, start => Assert.Equal(TimeSpan.FromSeconds(3), start));
    }

    [Fact]
    public async Task A_refused_search_does_not_make_batches_crawl()
    {
        Open(new ModelLimits(1));
        var refusals = 1;
        await RunAsync([CallAsync(1, urgent: true, refuse: () => Interlocked.Decrement(ref refusals) >= 0 ? TimeSpan.FromMilliseconds(1) : null)]);
        var before = _time.Now;

        await RunAsync([CallAsync(100), CallAsync(100)]);

        Assert.InRange(_time.Now - before, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_cancelled_wait_gives_its_place_back()
    {
        Open(new ModelLimits(1, ItemsPerMinute: 60));
        await CallAsync(10);
        using var cancel = new CancellationTokenSource();
        var waiting = CallAsync(30, cancellationToken: cancel.Token);
        await cancel.CancelAsync();
        await ((Task)waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.True(waiting.IsCanceled);

        await RunAsync([CallAsync(1)]);

        Assert.Equal(TimeSpan.FromSeconds(10), _starts.Last());
    }

    [Fact]
    public async Task Speed_says_what_is_allowed_and_how_long_batches_take_single_texts_left_aside()
    {
        var limits = new ModelLimits(2, ItemsPerMinute: 3_000);
        Open(limits);
        Assert.Equal(new ModelSpeed(limits, 1, BatchLatency: null), _gate.Speed);

        await RunAsync([_gate.CallAsync(new ModelDemand(1, 1), AnswerAsync(seconds: 5), _ => 1, CancellationToken.None)]);
        Assert.Null(_gate.Speed.BatchLatency);
        await RunAsync([_gate.CallAsync(new ModelDemand(100, 1), AnswerAsync(seconds: 2), _ => 1, CancellationToken.None)]);
        Assert.Equal(TimeSpan.FromSeconds(2), _gate.Speed.BatchLatency);
        await RunAsync([_gate.CallAsync(new ModelDemand(100, 1), AnswerAsync(seconds: 10), _ => 1, CancellationToken.None)]);
        Assert.Equal(TimeSpan.FromSeconds(3), _gate.Speed.BatchLatency);

        Func<CancellationToken, Task<int>> AnswerAsync(int seconds) => async token =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), _time, token);
            return 1;
        };
    }

    private void Open(ModelLimits limits)
    {
        // Who is woken by a step of time makes its call within that step, instead of being posted to the test runner's context and seeing a later time.
        SynchronizationContext.SetSynchronizationContext(null);
        _atATime = limits.Concurrency;
        _gate = new ModelGate("test", limits, new MemoryModelMeter(_time), _time, () => 0.1, NullLogger.Instance);
    }

    private Task<int> CallAsync(
        int items, long tokens = 1, long? charged = null, bool urgent = false, Func<TimeSpan?>? refuse = null, CancellationToken cancellationToken = default) =>
        _gate.CallAsync(
            new ModelDemand(items, tokens) { IsUrgent = urgent },
            _ =>
            {
                _starts.Enqueue(_time.Now);
                return refuse?.Invoke() is { } retryAfter
                    ? throw new ModelCallException(new Problem(ErrorCatalog.ModelQuotaExceeded, "429."), ModelFailure.Quota, canRetry: true, retryAfter)
                    : Task.FromResult(items);
            },
            _ => charged,
            cancellationToken);

    /// <summary>
    /// Lets time run until all have ended. Time moves on only while nothing else does: whoever has been given a place, but does not wait for it yet, would
    /// wait from a later moment and come late.
    /// </summary>
    private async Task RunAsync(IEnumerable<Task> calls)
    {
        Task[] each = [.. calls];
        await StillAsync();
        while (!each.All(call => call.IsCompleted))
        {
            _time.Step();
            await StillAsync();
        }

        await Task.WhenAll(each);

        Task StillAsync() =>
            Eventually.IsTrueAsync(() => Task.FromResult(IsStill(each)), TimeSpan.FromSeconds(20), () => $"{_starts.Count} calls, {_time.Waiting} waits at {_time.Now}");
    }

    /// <summary>Each call that has not ended waits on the clock, but for those that are kept until one of as many as may run at a time has ended.</summary>
    private bool IsStill(IReadOnlyCollection<Task> calls)
    {
        var unfinished = calls.Count(call => !call.IsCompleted);
        return _time.Waiting >= Math.Min(unfinished, _atATime);
    }
}
