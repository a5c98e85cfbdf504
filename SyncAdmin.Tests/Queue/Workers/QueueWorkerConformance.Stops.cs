using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;
using Xunit;

namespace SyncAdmin.Tests.Queue.Workers;

public abstract partial class QueueWorkerConformance
{
    [Fact]
    public async Task A_stop_lets_handlers_finish_and_reads_nothing_more()
    {
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartAsync(Definition, async (_, token) =>
        {
            begun.TrySetResult();
            await go.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            Assert.False(token.IsCancellationRequested);
            return null;
        });
        await SendAsync(host, 3);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        var stop = host.StopAsync();
        go.SetResult();
        await stop;
        Assert.Equal((1, 2), (await CountAsync("completed"), await CountAsync("pending")));
    }

    [Fact]
    public async Task What_is_not_finished_when_the_stops_patience_ends_is_given_back_untried()
    {
        var begun = new SemaphoreSlim(0);
        await using var host = await StartAsync(
            Definition with { Concurrency = 2 },
            async (lease, token) =>
            {
                begun.Release();
                await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return lease.Message.Payload == "0" ? throw new IOException("The library's own way to say that it was cancelled.") : throw new OperationCanceledException(token);
            },
            static options => options.StopTimeoutSeconds = 0);
        await SendAsync(host, 2);
        await begun.WaitAsync();
        await begun.WaitAsync();

        await host.StopAsync();
        Assert.All(await RowsAsync(), static row => Assert.Equal((QueueMessageStatus.Pending, 0, 1L), (row.Status, row.RetryCount, row.LeaseNumber)));
        await using var next = await StartAsync(Definition, static (_, _) => NothingAsync());
        await UntilAsync(2, "completed", next);
    }

    [Fact]
    public async Task A_handler_that_is_deaf_to_the_stop_keeps_its_lease_so_that_nobody_has_the_message_beside_it()
    {
        var (begun, hang) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await StartSteppedAsync(
            Definition,
            async (_, _) =>
            {
                begun.SetResult();
                await hang.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
                return null;
            },
            static options => options.StopTimeoutSeconds = 0);
        await SendAsync(host, 1);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        var stop = host.StopAsync();
        await UntilAsync(
            () =>
            {
                Pass(QueueWorker.GiveUpTime);
                return stop.IsCompleted;
            },
            host);
        Assert.Equal(1, await CountAsync("processing"));
        Assert.Contains(host.Log.Lines, static line => line.Contains("mail: worker stopped; 1 of its messages come back", StringComparison.Ordinal));
        hang.SetResult();
    }
}
