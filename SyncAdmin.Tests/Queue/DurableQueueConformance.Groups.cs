using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Fact]
    public async Task A_group_is_worked_off_in_the_order_of_sending_one_at_a_time()
    {
        await _queue.SendAsync([.. "abc".Select(letter => Grouped($"{letter}"))], None);
        await SendAsync(Grouped("d"));

        foreach (var expected in (string[])["a", "b", "c", "d"])
        {
            var message = Assert.Single(await ReadAsync(10));
            Assert.Equal(expected, message.Payload);
            Assert.Empty(await ReadAsync(10));
            Assert.Empty(await _replica.ReadAsync(Name, 10, Lease, None));
            Assert.True(await _queue.AcknowledgeAsync(message.Receipt, None));
        }

        await SendAsync(Grouped("e"));
        Assert.Equal("e", await PayloadsAsync(10));
    }

    [Fact]
    public async Task Groups_and_messages_without_one_do_not_wait_for_each_other()
    {
        await _queue.SendAsync([Grouped("g1"), Grouped("g2"), Grouped("h1", "h"), Message("free"), Grouped("h2", "h"), Grouped("G1", "G")], None);
        await _queue.SendAsync([new NewMessage(QueueHouse.NewName(), "elsewhere") { GroupKey = "g" }], None);

        Assert.Equal("g1 h1 free G1", await PayloadsAsync(10));
    }

    [Fact]
    public async Task Priority_does_not_change_the_order_inside_a_group()
    {
        await _queue.SendAsync([Grouped("first") with { Priority = -5 }, Grouped("second") with { Priority = 100 }, Message("free")], None);

        var read = await ReadAsync(10);
        Assert.Equal("free first", string.Join(' ', read.Select(static message => message.Payload)));
        await _queue.AcknowledgeAsync(read[1].Receipt, None);
        Assert.Equal("second", await PayloadsAsync(10));
    }

    [Fact]
    public async Task A_message_that_waits_for_its_next_try_keeps_its_group_closed()
    {
        await _queue.SendAsync([Grouped("a"), Grouped("b")], None);
        await FailAsync(await ReadAsync());

        Pass(1.999);
        Assert.Empty(await ReadAsync(10));
        Pass(0.001);
        Assert.Equal("a", await PayloadsAsync(10));
    }

    [Fact]
    public async Task A_lease_that_ended_keeps_its_message_at_the_head()
    {
        await _queue.SendAsync([Grouped("a"), Grouped("b")], None);
        await ReadAsync();
        Pass(Lease);

        Assert.Equal("a", await PayloadsAsync(10));
    }

    [Fact]
    public async Task A_released_message_stays_at_the_head()
    {
        await _queue.SendAsync([Grouped("a"), Grouped("b")], None);
        await _queue.ReleaseAsync((await ReadAsync()).Receipt, None);

        Assert.Equal("a", await PayloadsAsync(10));
    }

    [Fact]
    public async Task A_dead_letter_opens_its_group()
    {
        await _queue.SendAsync([Grouped("a") with { MaxRetries = 1 }, Grouped("b"), Grouped("c")], None);
        Assert.True((await FailAsync(await ReadAsync())).DeadLetter);
        var second = await ReadAsync();
        Assert.Equal("b", second.Payload);
        Assert.True((await _queue.FailAsync(second.Receipt, new TryFailure("no") { Permanent = true }, None)).DeadLetter);

        Assert.Equal("c", await PayloadsAsync(10));
    }

    [Fact]
    public async Task A_delayed_head_keeps_its_group_closed_and_a_delay_behind_it_is_kept_too()
    {
        await _queue.SendAsync([Grouped("a") with { Delay = TimeSpan.FromSeconds(10) }, Grouped("b"), Grouped("c") with { Delay = TimeSpan.FromSeconds(20) }], None);
        Assert.Empty(await ReadAsync(10));

        Pass(10);
        foreach (var expected in (string[])["a", "b"])
        {
            var message = await ReadAsync();
            Assert.Equal(expected, message.Payload);
            await _queue.AcknowledgeAsync(message.Receipt, None);
        }

        Pass(9.999);
        Assert.Empty(await ReadAsync(10));
        Pass(0.001);
        Assert.Equal("c", await PayloadsAsync(10));
    }

    [Fact]
    public async Task One_call_acknowledges_the_heads_of_many_groups_and_the_next_ones_step_up()
    {
        await _queue.SendAsync([.. Enumerable.Range(0, 60).Select(number => Grouped($"{number / 20}", $"g{number % 20}"))], None);
        for (var round = 0; round < 3; round++)
        {
            var read = await ReadAsync(100);
            Assert.Equal(20, read.Count);
            Assert.All(read, message => Assert.Equal($"{round}", message.Payload));
            Assert.Equal(20, (await _queue.AcknowledgeAsync([.. read.Select(static message => new Acknowledgement(message.Receipt))], None)).Count);
        }

        Assert.Empty(await ReadAsync(1));
    }

    [Fact]
    public async Task Of_senders_that_race_into_an_empty_group_one_is_its_head_and_none_is_lost()
    {
        for (var round = 0; round < 10; round++)
        {
            var group = $"g{round}";
            await AllAtOnceAsync(8, number => (number % 2 == 0 ? _queue : _replica).SendAsync(Grouped($"{number}", group), None));
            var order = (await RowsAsync()).Where(row => string.Equals(row.GroupKey, group, StringComparison.Ordinal)).Select(static row => row.Payload).ToArray();
            Assert.Equal(8, order.Length);
            foreach (var expected in order)
            {
                var message = Assert.Single(await ReadAsync(10));
                Assert.Equal(expected, message.Payload);
                Assert.True(await _queue.AcknowledgeAsync(message.Receipt, None));
            }
        }
    }

    [Fact]
    public async Task Senders_into_the_same_groups_in_opposite_order_never_stop_each_other()
    {
        var messages = Enumerable.Range(0, 20).Select(number => Grouped($"{number}", $"g{number}")).ToArray();
        for (var round = 0; round < 5; round++)
        {
            await AllAtOnceAsync(4, number => (number < 2 ? _queue : _replica).SendAsync(number % 2 == 0 ? messages : [.. messages.Reverse()], None));
        }

        Assert.Equal(20, (await ReadAsync(1_000)).Count);
        Assert.Equal(400, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_group_is_never_stalled_when_acknowledging_its_last_message_races_with_sending_the_next()
    {
        for (var round = 0; round < 60; round++)
        {
            var group = $"g{round % 3}";
            await SendAsync(Grouped("first", group));
            var first = Assert.Single(await ReadAsync(10));
            await AllAtOnceAsync(4, async number => number switch
            {
                0 => await _queue.AcknowledgeAsync(first.Receipt, None),
                1 => await _replica.AcknowledgeAsync([new Acknowledgement(first.Receipt), new Acknowledgement(first.Receipt)], None) is { Count: 1 },
                _ => (await (number == 2 ? _queue : _replica).SendAsync(Grouped($"{number}", group), None)).Id > 0,
            });
            for (var next = 0; next < 2; next++)
            {
                var message = Assert.Single(await ReadAsync(10));
                Assert.True(await _queue.AcknowledgeAsync(message.Receipt, None));
            }

            Assert.Empty(await ReadAsync(10));
        }
    }

    private NewMessage Grouped(string payload, string group = "g") => Message(payload) with { GroupKey = group };
}
