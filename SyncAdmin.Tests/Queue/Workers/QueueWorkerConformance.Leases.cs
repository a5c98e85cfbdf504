using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue.Workers;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Queue.Workers;

public abstract partial class QueueWorkerConformance
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Of the workers whose leases end here, and with it goes the database's: no stall of the machine ends a lease that a test does not want to end.</summary>
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task A_handler_that_hangs_loses_its_lease_and_its_slot_and_its_late_answer_is_refused()
    {
        var (begun, hang, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartSteppedAsync(Definition, async (lease, token) =>
        {
            if (lease.Message is { Payload: "0", Try: 1 })
            {
                token.Register(cancelled.SetResult);
                begun.SetResult();
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None); // Deaf to its token.
                return new MessageResult("too late");
            }

            return new MessageResult($"try {lease.Message.Try}");
        });
        await SendAsync(host, 5);
        await UntilAsync(() => begun.Task.IsCompleted, host);
        Pass(Minute);

        await UntilAsync(5, "completed", host);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await UntilAsync(() => host.Worker.Abandoned == 1, host);
        hang.SetResult();
        await UntilAsync(() => host.Log.Lines.Any(static line => line.Contains("was refused, because its lease had ended: done", StringComparison.Ordinal)), host);
        await UntilAsync(() => host.Worker is { Abandoned: 0, Active: 0 }, host);
        var row = (await RowsAsync())[0];
        Assert.Equal(("try 2", 2L), (row.Response, row.LeaseNumber));
        Assert.Contains(host.Log.Lines, line => line.StartsWith($"Warning: mail: the lease of message {row.Id} ended at try 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_failure_changes_nothing_either()
    {
        var (begun, hang) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartSteppedAsync(Definition, async (lease, _) =>
        {
            if (lease.Message.Try == 1)
            {
                begun.SetResult();
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
                throw new MessageFailedException(new Core.Queue.TryFailure("Too late.") { Permanent = true });
            }

            return null;
        });
        await SendAsync(host, 1);
        await UntilAsync(() => begun.Task.IsCompleted, host);
        Pass(Minute);

        await UntilAsync(1, "completed", host);
        hang.SetResult();
        await UntilAsync(() => host.Log.Lines.Any(static line => line.Contains("was refused, because its lease had ended: Too late.", StringComparison.Ordinal)), host);
        Assert.Equal(1, await CountAsync("completed"));
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_and_the_callbacks_of_its_token_does_not_hold_up_the_others()
    {
        var begun = new TaskCompletionSource();
        using var gate = new ManualResetEventSlim();
        await using var host = await StartSteppedAsync(Definition, (lease, token) =>
        {
            if (lease.Message is { Payload: "0", Try: 1 })
            {
                token.Register(() => gate.Wait(None));
                begun.SetResult();
                gate.Wait(None);
            }

            return NothingAsync();
        });
        await SendAsync(host, 5);
        await UntilAsync(() => begun.Task.IsCompleted, host);
        Pass(Minute);

        await UntilAsync(5, "completed", host);
        gate.Set();
        await UntilAsync(() => host.Worker.Abandoned == 0, host);
    }

    [Fact]
    public async Task When_too_many_handlers_hang_nothing_is_read_until_one_ends_and_the_worker_says_so()
    {
        var (begun, hang) = (0, new TaskCompletionSource());
        await using var host = await StartSteppedAsync(Definition with { Concurrency = 2 }, async (lease, _) =>
        {
            Interlocked.Increment(ref begun);
            if (lease.Message.Payload != "good")
            {
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            }

            return null;
        });
        await SendAsync(host, 2 * HandlerSlots.AbandonedPerSlot);
        for (var hanging = 2; hanging <= 2 * HandlerSlots.AbandonedPerSlot; hanging += 2)
        {
            await UntilAsync(() => Volatile.Read(ref begun) == hanging, host);
            Pass(Minute);
        }

        await UntilAsync(() => host.Log.Lines.Any(static line => line.StartsWith("Error: mail: 8 handlers hang beyond their leases", StringComparison.Ordinal)), host);
        await host.Queue.SendAsync(new Core.Queue.NewMessage("mail", "good") { Priority = 50 }, None);
        // Two are read together: when the eighth lease ends, the one that was read beside it may have a moment left, and only this clock lets it pass.
        await UntilAsync(
            () =>
            {
                Pass(TimeSpan.FromSeconds(1));
                return host.Worker.Active == 0;
            },
            host);
        Assert.Equal(ErrorCatalog.QueueHandlersHang, host.Worker.Problem!.Error);
        hang.SetResult();
        await UntilAsync(9, "completed", host);
        Assert.Null(host.Worker.Problem);
    }

    [Fact]
    public async Task A_handler_that_obeys_its_token_ends_with_its_lease_and_the_next_try_begins()
    {
        var begun = new TaskCompletionSource();
        await using var host = await StartSteppedAsync(Definition, async (lease, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(lease.Message.Try == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, token);
            return null;
        });
        await SendAsync(host, 1);
        await UntilAsync(() => begun.Task.IsCompleted, host);
        Pass(Minute);

        await UntilAsync(1, "completed", host);
        var attempt = Assert.Single(AttemptsOf((await RowsAsync())[0]));
        Assert.Equal(("expired", 1L), (attempt.GetProperty("outcome").GetString(), attempt.GetProperty("leaseNumber").GetInt64()));
    }

    [Fact]
    public async Task The_token_follows_a_lease_that_is_extended_and_nobody_else_gets_the_message()
    {
        // Handled for longer than a lease lasts.
        var handled = new TaskCompletionSource<bool>();
        var other = QueueHouse.Open(_state.Database, _time);
        await using var host = await StartSteppedAsync(Definition with { Concurrency = 2 }, async (lease, token) =>
        {
            var others = 0;
            for (var beat = 0; beat < 6; beat++)
            {
                Assert.NotNull(await lease.ExtendAsync(Minute, token));
                Pass(Minute * 0.9);
                others += (await other.ReadAsync("mail", 1, Minute, None)).Count;
            }

            handled.SetResult(others == 0 && !token.IsCancellationRequested);
            return null;
        });
        await SendAsync(host, 1);

        Assert.True(await handled.Task.WaitAsync(TimeSpan.FromSeconds(60)), host.Log.ToString());
        await UntilAsync(1, "completed", host);
        Assert.Equal(1, (await RowsAsync())[0].LeaseNumber);
    }

    [Fact]
    public async Task A_lease_that_is_shortened_ends_sooner_and_cannot_be_extended_after_its_end()
    {
        var (shortened, tooLate) = (new TaskCompletionSource(), new TaskCompletionSource<DateTimeOffset?>());
        await using var host = await StartSteppedAsync(Definition, async (lease, token) =>
        {
            if (lease.Message.Try == 1)
            {
                await lease.ExtendAsync(Minute / 10, token);
                shortened.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                tooLate.SetResult(await lease.ExtendAsync(Minute, None));
            }

            return null;
        });
        await SendAsync(host, 1);
        await UntilAsync(() => shortened.Task.IsCompleted, host);
        Pass(Minute / 10);

        Assert.Null(await tooLate.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        await UntilAsync(1, "completed", host);
        Assert.Equal(2, (await RowsAsync())[0].LeaseNumber);
    }

    /// <summary>A worker whose leases last a minute, of which none passes by itself.</summary>
    private Task<WorkerHost> StartSteppedAsync(
        Core.Queue.QueueDefinition definition, Func<MessageLease, CancellationToken, Task<MessageResult?>> handler, Action<Core.Queue.QueueOptions>? configure = null)
    {
        _state.Database.Time.Frozen = QueueHouse.Start;
        return WorkerHost.StartAsync(_state.Database, definition with { Visibility = Minute }, handler, configure, time: _time);
    }

    /// <summary>First the worker's own time: a lease ends there before it does in the database.</summary>
    private void Pass(TimeSpan by)
    {
        _time.Pass(by);
        _state.Database.Time.Frozen += by;
    }
}
