using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;
using Xunit;

namespace SyncAdmin.Tests.Queue.Administration;

public abstract partial class QueueAdministrationConformance
{
    [Fact]
    public async Task A_replayed_dead_letter_has_all_its_tries_again_and_keeps_its_history()
    {
        await using var house = await OpenAsync();
        var sent = await house.SendAsync("orders", 2);
        await house.KillAsync("orders");

        Assert.Equal(1, await house.ReplayAsync("orders", new MessageFilter { Ids = [sent[0], 4711] }));

        var pending = await house.FindAsync("orders", sent[0]);
        Assert.Equal((QueueMessageStatus.Pending, 0, null), (pending.Status, pending.RetryCount, pending.CompletedAt));
        var again = Assert.Single(await house.ReadAsync("orders"));
        Assert.Equal((sent[0], 2L, 1), (again.Receipt.Id, again.Receipt.LeaseNumber, again.Try));
        await house.Queue.FailAsync(again.Receipt, new TryFailure("it broke again") { Permanent = true }, None);
        Assert.Equal(["it broke", "it broke again"], (await house.FindAsync("orders", sent[0])).Attempts.Select(attempt => attempt.Error));
        Assert.Equal(QueueMessageStatus.Failed, (await house.FindAsync("orders", sent[1])).Status);
    }

    [Fact]
    public async Task An_old_receipt_is_worth_nothing_after_a_replay()
    {
        await using var house = await OpenAsync();
        await house.SendAsync("orders", 1);
        var first = Assert.Single(await house.ReadAsync("orders")).Receipt;
        await house.Queue.FailAsync(first, new TryFailure("no") { Permanent = true }, None);
        await house.ReplayAsync("orders");
        Assert.Single(await house.ReadAsync("orders"));

        Assert.False(await house.Queue.AcknowledgeAsync(first, None));
        Assert.Equal(1, (await house.MetricsAsync("orders")).Active);
    }

    [Fact]
    public async Task Dead_letters_are_replayed_by_what_a_filter_says_and_completed_ones_only_by_that_word()
    {
        await using var house = await OpenAsync();
        await house.SendAsync("orders", 4, (index, message) => message with { EntityType = index % 2 == 0 ? "order" : "receipt" });
        await house.KillAsync("orders");
        await house.SendAsync("orders", 3, (_, message) => message with { EntityType = "order" });
        await house.CompleteAsync("orders");

        Assert.Equal(2, await house.ReplayAsync("orders", new MessageFilter { EntityType = "order" }));
        Assert.Equal(2, await house.ReplayAsync("orders"));
        Assert.Equal(0, await house.ReplayAsync("orders"));
        Assert.Equal(3, await house.ReplayAsync("orders", new MessageFilter { Status = QueueMessageStatus.Completed }));
        Assert.Equal(7, (await house.ReadAsync("orders")).Count);
        foreach (var status in new[] { QueueMessageStatus.Pending, QueueMessageStatus.Processing })
        {
            Assert.Equal(ErrorCatalog.QueueFilterInvalid.Code, (await house.Administration.ReplayAsync("orders", new MessageFilter { Status = status }, null, None)).Problem?.Code);
        }
    }

    [Fact]
    public async Task Replayed_messages_of_a_group_come_one_at_a_time_in_the_order_they_were_sent()
    {
        await using var house = await OpenAsync();
        var sent = await house.SendAsync("orders", 6, (_, message) => message with { GroupKey = "one" });
        Assert.Equal([sent[0]], await house.KillAsync("orders"));
        Assert.Equal([sent[1]], await house.KillAsync("orders"));
        Assert.Equal([sent[2]], await house.KillAsync("orders"));

        Assert.Equal(3, await house.ReplayAsync("orders"));

        var order = new List<long>();
        while (await house.CompleteAsync("orders") is [var one])
        {
            order.Add(one);
        }

        Assert.Equal(sent, order);
    }

    [Fact]
    public async Task A_replayed_message_waits_for_the_one_of_its_group_that_is_held()
    {
        await using var house = await OpenAsync();
        var sent = await house.SendAsync("orders", 3, (_, message) => message with { GroupKey = "one" });
        await house.KillAsync("orders");
        var held = Assert.Single(await house.ReadAsync("orders"));

        Assert.Equal(1, await house.ReplayAsync("orders"));

        Assert.Empty(await house.ReadAsync("orders"));
        Assert.True(await house.Queue.AcknowledgeAsync(held.Receipt, None));
        Assert.Equal([sent[0]], await house.CompleteAsync("orders"));
        Assert.Equal([sent[2]], await house.CompleteAsync("orders"));
    }

    [Fact]
    public async Task Replays_beside_readers_and_senders_never_show_two_of_a_group()
    {
        await using var house = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var inFlight = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var doubled = 0;
        var reads = 0;
        async Task ReadAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                // Without it the readers of an empty queue would take the processor from whoever fills it.
                await Task.Delay(2);
                var read = await house.ReadAsync("orders", 5);
                foreach (var message in read)
                {
                    Interlocked.Increment(ref reads);
                    Interlocked.Add(ref doubled, inFlight.AddOrUpdate(message.GroupKey!, 1, (_, count) => count + 1) > 1 ? 1 : 0);
                }

                foreach (var message in read)
                {
                    inFlight.AddOrUpdate(message.GroupKey!, 0, (_, count) => count - 1);
                    _ = message.Receipt.Id % 3 == 0 && message.Receipt.LeaseNumber < 4
                        ? (await house.Queue.FailAsync(message.Receipt, new TryFailure("no") { Permanent = true }, None)).Accepted
                        : await house.Queue.AcknowledgeAsync(message.Receipt, None);
                }
            }
        }

        async Task ReplayAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(5);
                await house.ReplayAsync("orders");
            }
        }

        await house.SendAsync("orders", 30, (index, message) => message with { GroupKey = $"group {index % 7}" });
        var work = new[] { Task.Run(ReadAsync), Task.Run(ReadAsync), Task.Run(ReplayAsync), Task.Run(ReplayAsync) };
        for (var batch = 1; batch < 4; batch++)
        {
            await house.SendAsync("orders", 30, (index, message) => message with { GroupKey = $"group {index % 7}" });
        }

        await Servers.Eventually.IsTrueAsync(
            async () => Array.Exists(work, task => task.IsFaulted) || (await house.MetricsAsync("orders")).Completed == 120,
            TimeSpan.FromSeconds(60),
            () => $"{reads} reads");
        await stop.CancelAsync();
        await Task.WhenAll(work);

        Assert.Equal(0, doubled);
        Assert.True(reads > 120, "Nothing was replayed.");
    }

    [Fact]
    public async Task A_long_replay_leaves_room_for_others_and_is_told_transaction_by_transaction()
    {
        await using var house = await OpenAsync();
        for (var batch = 0; batch < 3; batch++)
        {
            await house.SendAsync("orders", 1_000);
            await Parallel.ForEachAsync(await house.ReadAsync("orders", 1_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (message, token) =>
                await house.Queue.FailAsync(message.Receipt, new TryFailure("it broke") { Permanent = true }, token));
        }

        var told = new List<BatchProgress>();
        var replay = house.Administration.ReplayAsync("orders", new MessageFilter(), (_, progress) => told.Add(progress), None);
        var sent = await house.SendAsync("others", 1);

        Assert.Equal(3_000, (await replay).Required());
        Assert.Single(sent);
        Assert.True(told.Count >= 3, $"{told.Count} transactions");
        Assert.Equal(told.Select(progress => progress.Changed).Order(), told.Select(progress => progress.Changed));
        Assert.Equal(new BatchProgress(3_000, Last: true), told[^1]);
        Assert.Equal(3_000, (await house.MetricsAsync("orders")).Waiting);
    }

    [Fact]
    public async Task What_is_written_beside_a_batch_is_committed_with_it_or_not_at_all()
    {
        await using var house = await OpenAsync();
        await house.SendAsync("orders", 5);
        await house.KillAsync("orders");

        await Assert.ThrowsAsync<InvalidOperationException>(() => house.Administration.ReplayAsync("orders", new MessageFilter(), (_, _) => throw new InvalidOperationException("no audit"), None));

        Assert.Equal((5, 0), ((await house.MetricsAsync("orders")).Failed, (await house.MetricsAsync("orders")).Waiting));
    }
}
