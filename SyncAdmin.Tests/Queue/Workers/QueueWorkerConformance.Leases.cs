using System.Collections.Concurrent;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue.Workers;
using Xunit;

namespace SyncAdmin.Tests.Queue.Workers;

public abstract partial class QueueWorkerConformance
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_handler_that_hangs_loses_its_lease_and_its_slot_and_its_late_answer_is_refused()
    {
        var (hang, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartAsync(Definition with { Visibility = Second }, async (lease, token) =>
        {
            if (lease.Message is { Payload: "0", Try: 1 })
            {
                token.Register(cancelled.SetResult);
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None); // Deaf to its token.
                return new MessageResult("too late");
            }

            return new MessageResult($"try {lease.Message.Try}");
        });
        await SendAsync(host, 5);

        await UntilAsync(5, "completed", host);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(1, host.Worker.Abandoned);
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
        var hang = new TaskCompletionSource();
        await using var host = await StartAsync(Definition with { Visibility = Second }, async (lease, _) =>
        {
            if (lease.Message.Try == 1)
            {
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
                throw new MessageFailedException(new Core.Queue.TryFailure("Too late.") { Permanent = true });
            }

            return null;
        });
        await SendAsync(host, 1);

        await UntilAsync(1, "completed", host);
        hang.SetResult();
        await UntilAsync(() => host.Log.Lines.Any(static line => line.Contains("was refused, because its lease had ended: Too late.", StringComparison.Ordinal)), host);
        Assert.Equal(1, await CountAsync("completed"));
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_and_the_callbacks_of_its_token_does_not_hold_up_the_others()
    {
        using var gate = new ManualResetEventSlim();
        await using var host = await StartAsync(Definition with { Visibility = Second }, (lease, token) =>
        {
            if (lease.Message is { Payload: "0", Try: 1 })
            {
                token.Register(() => gate.Wait(None));
                gate.Wait(None);
            }

            return NothingAsync();
        });
        await SendAsync(host, 5);

        await UntilAsync(5, "completed", host);
        gate.Set();
        await UntilAsync(() => host.Worker.Abandoned == 0, host);
    }

    [Fact]
    public async Task When_too_many_handlers_hang_nothing_is_read_until_one_ends_and_the_worker_says_so()
    {
        var hang = new TaskCompletionSource();
        await using var host = await StartAsync(Definition with { Visibility = Second, Concurrency = 2 }, async (lease, _) =>
        {
            if (lease.Message.Payload != "good")
            {
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            }

            return null;
        });
        await SendAsync(host, 2 * HandlerSlots.AbandonedPerSlot);

        await UntilAsync(() => host.Log.Lines.Any(static line => line.StartsWith("Error: mail: 8 handlers hang beyond their leases", StringComparison.Ordinal)), host);
        await host.Queue.SendAsync(new Core.Queue.NewMessage("mail", "good") { Priority = 50 }, None);
        // Two are read together: when the eighth lease ends, the one that was read beside it may have a moment left.
        await UntilAsync(() => host.Worker.Active == 0, host);
        Assert.Equal(ErrorCatalog.QueueHandlersHang, host.Worker.Problem!.Error);
        hang.SetResult();
        await UntilAsync(9, "completed", host);
        Assert.Null(host.Worker.Problem);
    }

    [Fact]
    public async Task A_handler_that_obeys_its_token_ends_with_its_lease_and_the_next_try_begins()
    {
        await using var host = await StartAsync(Definition with { Visibility = Second }, async (lease, token) =>
        {
            await Task.Delay(lease.Message.Try == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, token);
            return null;
        });
        await SendAsync(host, 1);

        await UntilAsync(1, "completed", host);
        var attempt = Assert.Single(AttemptsOf((await RowsAsync())[0]));
        Assert.Equal(("expired", 1L), (attempt.GetProperty("outcome").GetString(), attempt.GetProperty("leaseNumber").GetInt64()));
    }

    [Fact]
    public async Task The_token_follows_a_lease_that_is_extended_and_nobody_else_gets_the_message()
    {
        // Handled for longer than a lease lasts, in beats so short against it that a stalled disk does not end one.
        var visibility = TimeSpan.FromSeconds(3);
        var tries = new ConcurrentBag<long>();
        await using var host = await StartAsync(Definition with { Visibility = visibility, Concurrency = 2 }, async (lease, token) =>
        {
            tries.Add(lease.Message.Receipt.LeaseNumber);
            for (var beat = 0; beat < 6; beat++)
            {
                var until = await lease.ExtendAsync(visibility, token);
                Assert.NotNull(until);
                await Task.Delay(600, token);
            }

            return null;
        });
        await SendAsync(host, 1);

        await UntilAsync(1, "completed", host);
        Assert.Equal([1L], tries);
    }

    [Fact]
    public async Task A_lease_that_is_shortened_ends_sooner_and_cannot_be_extended_after_its_end()
    {
        var tooLate = new TaskCompletionSource<DateTimeOffset?>();
        await using var host = await StartAsync(Definition, async (lease, token) =>
        {
            if (lease.Message.Try == 1)
            {
                await lease.ExtendAsync(TimeSpan.FromMilliseconds(300), token);
                await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                tooLate.SetResult(await lease.ExtendAsync(Second, None));
            }

            return null;
        });
        await SendAsync(host, 1);

        Assert.Null(await tooLate.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await UntilAsync(1, "completed", host);
        Assert.Equal(2, (await RowsAsync())[0].LeaseNumber);
    }
}
