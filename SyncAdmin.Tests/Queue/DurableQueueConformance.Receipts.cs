using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Fact]
    public async Task A_leased_message_is_not_read_again_before_its_lease_ends()
    {
        await SendAsync();
        var first = await ReadAsync();

        Pass(29.999);
        Assert.Empty(await ReadAsync(1));
        Pass(0.001);
        var second = await ReadAsync();

        Assert.Equal(new Receipt(first.Receipt.Id, 2), second.Receipt);
        Assert.Equal((1, 2), (first.Try, second.Try));
    }

    [Fact]
    public async Task An_acknowledged_message_is_never_read_again_and_keeps_what_came_of_it()
    {
        var id = await SendAsync(Message() with { ExternalId = "sent" });
        var message = await ReadAsync();
        Pass(1);

        Assert.Equal([id], await _queue.AcknowledgeAsync([new Acknowledgement(message.Receipt, "done", "ours")], None));

        Pass(TimeSpan.FromDays(400));
        Assert.Empty(await ReadAsync(1));
        var row = await RowAsync(id);
        Assert.Equal((QueueMessageStatus.Completed, "done", "ours", 1), (row.Status, row.Response, row.ExternalId, row.RetryCount));
        Assert.Equal((null, QueueHouse.Start, QueueHouse.Start.AddSeconds(1)), (row.VisibleAt, row.StartedAt, row.CompletedAt));
        Assert.Null(row.Attempts);
    }

    [Fact]
    public async Task An_acknowledgement_without_an_external_id_keeps_the_one_that_is_there()
    {
        var id = await SendAsync(Message() with { ExternalId = "sent" });

        Assert.True(await _queue.AcknowledgeAsync((await ReadAsync()).Receipt, None));

        var row = await RowAsync(id);
        Assert.Equal(("sent", null), (row.ExternalId, row.Response));
    }

    [Fact]
    public async Task Acknowledging_twice_is_true_twice_and_keeps_the_first_answer()
    {
        foreach (var group in (string?[])[null, "g"])
        {
            var id = await SendAsync(Message() with { GroupKey = group });
            var receipt = (await ReadAsync()).Receipt;

            Assert.Equal([id], await _queue.AcknowledgeAsync([new Acknowledgement(receipt, "first")], None));
            Assert.Equal([id], await _queue.AcknowledgeAsync([new Acknowledgement(receipt, "second")], None));
            Assert.True(await _replica.AcknowledgeAsync(receipt, None));
            Assert.Equal("first", (await RowAsync(id)).Response);
            Assert.False(await _queue.AcknowledgeAsync(receipt with { LeaseNumber = 0 }, None));
            Assert.False(await _queue.AcknowledgeAsync(receipt with { LeaseNumber = 2 }, None));
            Assert.False((await _queue.FailAsync(receipt, new TryFailure("late"), None)).Accepted);
            Assert.False(await _queue.ReleaseAsync(receipt, None));
            Assert.Null(await _queue.ExtendAsync(receipt, Lease, None));
            Assert.Equal(QueueMessageStatus.Completed, (await RowAsync(id)).Status);
        }
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("taken by another")]
    [InlineData("wrong lease number")]
    [InlineData("released")]
    [InlineData("failed")]
    [InlineData("never read")]
    [InlineData("dead")]
    [InlineData("gone")]
    public async Task A_stale_receipt_changes_nothing(string why)
    {
        foreach (var group in (string?[])[null, "g"])
        {
            var id = await SendAsync(Message() with { GroupKey = group });
            await SendAsync(Message("behind") with { GroupKey = group, Delay = TimeSpan.FromDays(3) });
            var receipt = string.Equals(why, "never read", StringComparison.Ordinal) ? new Receipt(id, 0) : (await ReadAsync()).Receipt;
            switch (why)
            {
                case "expired":
                    Pass(30);
                    break;
                case "taken by another":
                    Pass(30);
                    await ReadAsync();
                    break;
                case "wrong lease number":
                    receipt = receipt with { LeaseNumber = 2 };
                    break;
                case "released":
                    Assert.True(await _queue.ReleaseAsync(receipt, None));
                    break;
                case "failed":
                    Assert.True((await _queue.FailAsync(receipt, new TryFailure("no"), None)).Accepted);
                    break;
                case "dead":
                    Assert.True((await _queue.FailAsync(receipt, new TryFailure("no") { Permanent = true }, None)).DeadLetter);
                    break;
                case "gone":
                    await ExecuteAsync("DELETE FROM sync_queue WHERE id = @id", ("id", id));
                    break;
            }

            var before = await RowsAsync();
            Assert.False(await _queue.AcknowledgeAsync(receipt, None));
            Assert.Empty(await _queue.AcknowledgeAsync([new Acknowledgement(receipt, "late"), new Acknowledgement(receipt with { LeaseNumber = 77 })], None));
            Assert.Equal(default, await _queue.FailAsync(receipt, new TryFailure("late"), None));
            Assert.Equal(default, await _queue.FailAsync(receipt, new TryFailure("late") { Permanent = true }, None));
            Assert.False(await _queue.ReleaseAsync(receipt, None));
            Assert.Null(await _queue.ExtendAsync(receipt, Lease, None));
            Assert.Equivalent(before, await RowsAsync(), strict: true);
            await ExecuteAsync("DELETE FROM sync_queue WHERE queue = @queue", ("queue", Name));
        }
    }

    [Fact]
    public async Task An_extended_lease_lasts_from_now_longer_or_shorter()
    {
        await SendAsync();
        var message = await ReadAsync();

        Pass(20);
        Assert.Equal(QueueHouse.Start.AddSeconds(80), await _queue.ExtendAsync(message.Receipt, TimeSpan.FromSeconds(60), None));
        Pass(59.999);
        Assert.Empty(await ReadAsync(1));
        Assert.Equal(_house.Now + TimeSpan.FromSeconds(5), await _queue.ExtendAsync(message.Receipt, TimeSpan.FromSeconds(5), None));
        Pass(5);
        Assert.Equal(2, (await ReadAsync()).Try);
    }

    [Fact]
    public async Task A_released_message_is_visible_at_once_and_its_try_does_not_count()
    {
        var id = await SendAsync(Message() with { MaxRetries = 1 });
        for (var lease = 1; lease <= 5; lease++)
        {
            var message = await ReadAsync();
            Assert.Equal((new Receipt(id, lease), 1), (message.Receipt, message.Try));
            Assert.True(await _queue.ReleaseAsync(message.Receipt, None));
        }

        var row = await RowAsync(id);
        Assert.Equal((QueueMessageStatus.Pending, 0, null), (row.Status, row.RetryCount, row.Attempts));
    }

    [Fact]
    public async Task A_released_message_wakes_its_queue()
    {
        await SendAsync();
        await _signal.WaitAsync(Name, TimeSpan.FromMinutes(1), None);
        var message = await ReadAsync();
        await _queue.ReleaseAsync(message.Receipt, None);

        await _signal.WaitAsync(Name, TimeSpan.FromMinutes(1), None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Many_are_acknowledged_in_one_call_and_the_answer_names_those_whose_receipts_were_good()
    {
        await _queue.SendAsync([Message("0"), Message("1"), Message("2") with { GroupKey = "g" }, Message("3") with { GroupKey = "h" }, Message("4"), Message("5") with { GroupKey = "g" }], None);
        var read = await ReadAsync(10);
        Assert.Equal("0 1 2 3 4", string.Join(' ', read.Select(static message => message.Payload)));
        await _queue.AcknowledgeAsync(read[4].Receipt, None);

        var accepted = await _queue.AcknowledgeAsync(
            [
                new Acknowledgement(read[0].Receipt, "r0"),
                new Acknowledgement(read[1].Receipt with { LeaseNumber = 9 }, "r1"),
                new Acknowledgement(read[2].Receipt, "r2", "x2"),
                new Acknowledgement(read[3].Receipt with { LeaseNumber = 9 }, "r3"),
                new Acknowledgement(read[4].Receipt, "r4"),
                new Acknowledgement(new Receipt(long.MaxValue, 1)),
            ],
            None);

        Assert.Equal(new[] { read[0], read[2], read[4] }.Select(static message => message.Receipt.Id), accepted.Order());
        var rows = await RowsAsync();
        Assert.Equal(["r0", null, "r2", null, null, null], rows.Select(static row => row.Response));
        Assert.Equal("5", await PayloadsAsync(10));
    }

    [Fact]
    public async Task Of_two_receipts_of_one_message_in_one_call_the_good_ones_answer_is_kept()
    {
        var id = await SendAsync();
        var old = await ReadAsync();
        Pass(Lease);
        var now = await ReadAsync();

        var accepted = await _queue.AcknowledgeAsync([new Acknowledgement(now.Receipt, "good", "new"), new Acknowledgement(old.Receipt, "late", "old")], None);

        Assert.Equal([id], accepted);
        var row = await RowAsync(id);
        Assert.Equal(("good", "new"), (row.Response, row.ExternalId));
    }

    [Fact]
    public async Task Acknowledging_nothing_is_no_error() => Assert.Empty(await _queue.AcknowledgeAsync([], None));

    [Fact]
    public async Task A_paused_queue_gives_nothing_until_it_goes_on_and_leases_stay_good()
    {
        await SendAsync("leased");
        await SendAsync("waiting");
        var leased = await ReadAsync();

        await ExecuteAsync("UPDATE sync_queues SET paused_at = @now WHERE name = @name", ("now", QueueHouse.Start), ("name", Name));
        await SendAsync("sent meanwhile");
        Assert.Empty(await ReadAsync(10));
        Assert.Empty(await _replica.ReadAsync(Name, 10, Lease, None));
        Assert.True(await _queue.AcknowledgeAsync(leased.Receipt, None));

        await ExecuteAsync("UPDATE sync_queues SET paused_at = NULL WHERE name = @name", ("name", Name));
        Assert.Equal("waiting sent meanwhile", await PayloadsAsync(10));
    }
}
