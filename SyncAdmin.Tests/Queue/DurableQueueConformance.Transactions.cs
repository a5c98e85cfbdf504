using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Fact]
    public async Task A_message_sent_with_a_business_write_is_there_and_wakes_only_once_that_is_committed()
    {
        var sent = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var business = _house.Database.WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(TestState.NewDatasource(Name));
                await _queue.SendAsync(transaction, [Message("one"), Message("two"), Message("three") with { GroupKey = "g" }], token);
                sent.SetResult();
                await finish.Task.WaitAsync(token);
            },
            None);
        await sent.Task;
        var woken = _signal.WaitAsync(Name, TimeSpan.FromMinutes(1), None);

        Assert.Empty(await _replica.ReadAsync(Name, 10, Lease, None));
        Assert.False(woken.IsCompleted);

        finish.SetResult();
        await business;
        await woken.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(3, (await _replica.ReadAsync(Name, 10, Lease, None)).Count);
    }

    [Fact]
    public async Task A_business_write_that_is_rolled_back_has_sent_nothing_and_woken_nobody()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _house.Database.WriteAsync(
            async (transaction, token) =>
            {
                await _queue.SendAsync(transaction, [Message("one"), Message("two"), Message() with { GroupKey = "g", DedupeKey = "d" }], token);
                throw new InvalidOperationException("changed its mind");
            },
            None));

        Assert.Empty(await RowsAsync());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _signal.WaitAsync(Name, TimeSpan.FromMinutes(1), soon.Token));

        // The queue's own row was rolled back with it, and must be made by the next send.
        await SendAsync(Message("next") with { GroupKey = "g", DedupeKey = "d" });
        Assert.Equal("next", await PayloadsAsync(10));
        Assert.Equal(1, await _house.Database.WriteAsync((transaction, token) => transaction.ScalarAsync<long>("SELECT count(*) FROM sync_queues WHERE name = @name", token, ("name", Name)), None));
    }

    [Fact]
    public async Task A_refused_message_stores_none_of_its_call()
    {
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => _queue.SendAsync([Message("good"), Message("bad\0"), Message("good")], None));

        Assert.Equal(ErrorCatalog.QueueMessageInvalid, refusal.Problem.Error);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_business_write_sends_into_a_group_in_its_own_order()
    {
        await _house.Database.WriteAsync(
            async (transaction, token) =>
            {
                await _queue.SendAsync(transaction, [Message("a") with { GroupKey = "g" }], token);
                await _queue.SendAsync(transaction, [Message("b") with { GroupKey = "g" }], token);
            },
            None);

        foreach (var expected in (string[])["a", "b"])
        {
            var message = Assert.Single(await ReadAsync(10));
            Assert.Equal(expected, message.Payload);
            Assert.True(await _queue.AcknowledgeAsync(message.Receipt, None));
        }
    }
}
