using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

/// <summary>The gate in front of SQLite's one writer.</summary>
public sealed class WriteGateTests
{
    [Fact]
    public async Task Those_who_wait_enter_in_the_order_in_which_they_came()
    {
        var gate = new WriteGate();
        var turn = await gate.EnterAsync(CancellationToken.None);
        var waiting = Enumerable.Range(0, 100).Select(_ => gate.EnterAsync(CancellationToken.None).AsTask()).ToList();
        foreach (var next in waiting)
        {
            Assert.False(next.IsCompleted);
            turn.Dispose();
            turn = await next.WaitAsync(TimeSpan.FromSeconds(30));
        }

        turn.Dispose();
    }

    [Fact]
    public async Task Cancelling_while_waiting_leaves_the_queue_and_holds_nobody_up()
    {
        var gate = new WriteGate();
        var turn = await gate.EnterAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var impatient = gate.EnterAsync(cancel.Token).AsTask();
        var patient = gate.EnterAsync(CancellationToken.None).AsTask();

        await cancel.CancelAsync();
        await Task.WhenAny(impatient).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(impatient.IsCanceled);

        turn.Dispose();
        (await patient.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public async Task A_cancelled_token_never_enters()
    {
        var gate = new WriteGate();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.EnterAsync(new CancellationToken(canceled: true)).AsTask());
        (await gate.EnterAsync(CancellationToken.None)).Dispose();
    }

    [Fact]
    public async Task Under_contention_and_cancellation_no_turn_is_lost_and_never_two_are_inside()
    {
        var gate = new WriteGate();
        var inside = 0;
        var most = 0;
        var entered = 0;
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(async () =>
        {
            using var cancel = new CancellationTokenSource();
            if (i % 3 == 0)
            {
                cancel.CancelAfter(TimeSpan.FromMilliseconds(i % 7));
            }

            try
            {
                using var turn = await gate.EnterAsync(cancel.Token);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
                Interlocked.Increment(ref entered);
            }
            catch (OperationCanceledException)
            {
                // A third of them were told to give up.
            }
        })));

        Assert.Equal(1, most);
        Assert.InRange(entered, 1_333, 2_000);
        (await gate.EnterAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }
}
