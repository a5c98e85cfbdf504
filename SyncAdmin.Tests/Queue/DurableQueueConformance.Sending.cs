using System.Text;
using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Fact]
    public async Task A_message_is_read_as_it_was_sent()
    {
        var id = await SendAsync(Message("do it") with
        {
            Source = "shop",
            TenantId = "t1",
            EntityType = "product",
            EntityId = "17",
            Action = "update",
            ExternalId = "ext",
            GroupKey = "g",
            DedupeKey = "d",
            Priority = -7,
            MaxRetries = 5,
        });

        Pass(1);
        var read = await ReadAsync();

        Assert.Equal(
            new ReceivedMessage
            {
                Receipt = new Receipt(id, 1),
                Queue = Name,
                Payload = "do it",
                Source = "shop",
                TenantId = "t1",
                EntityType = "product",
                EntityId = "17",
                Action = "update",
                ExternalId = "ext",
                GroupKey = "g",
                DedupeKey = "d",
                Priority = -7,
                Try = 1,
                MaxRetries = 5,
                CreatedAt = QueueHouse.Start,
                VisibleAt = QueueHouse.Start.AddSeconds(1) + Lease,
            },
            read);
    }

    [Fact]
    public async Task A_message_with_nothing_but_a_payload_has_the_defaults()
    {
        var id = await SendAsync();

        var read = await ReadAsync();

        Assert.Equal(new ReceivedMessage { Receipt = new Receipt(id, 1), Queue = Name, Payload = "work", Try = 1, MaxRetries = 3, CreatedAt = QueueHouse.Start, VisibleAt = QueueHouse.Start + Lease }, read);
    }

    [Fact]
    public async Task An_empty_queue_and_one_that_nobody_knows_give_nothing()
    {
        Assert.Empty(await ReadAsync(10));
        await SendAsync();
        await ReadAsync();
        Assert.Empty(await ReadAsync(10));
    }

    [Fact]
    public async Task Messages_are_read_by_priority_and_then_in_the_order_of_sending()
    {
        await _queue.SendAsync([Message("c"), Message("d"), Message("f") with { Priority = -100 }, Message("a") with { Priority = 100 }, Message("e") with { Priority = -1 }], None);
        await SendAsync(Message("b") with { Priority = 100 });

        Assert.Equal("a", await PayloadsAsync(1));
        Assert.Equal("b c d e f", await PayloadsAsync(10));
    }

    [Fact]
    public async Task Of_one_priority_the_longer_visible_message_is_read_first()
    {
        await SendAsync(Message("later") with { Delay = TimeSpan.FromSeconds(10) });
        await SendAsync(Message("sooner") with { Delay = TimeSpan.FromSeconds(5) });
        Pass(5);
        await SendAsync(Message("between"));
        Pass(5);

        Assert.Equal("sooner between later", await PayloadsAsync(3));
    }

    [Fact]
    public async Task A_delayed_message_is_read_from_its_moment_on()
    {
        await SendAsync(Message() with { Delay = TimeSpan.FromMilliseconds(1_500) });

        Pass(1.499);
        Assert.Empty(await ReadAsync(1));
        Pass(0.001);
        Assert.Single(await ReadAsync(1));
    }

    [Fact]
    public async Task A_thousand_messages_go_in_one_send_and_keep_their_order()
    {
        var payloads = Enumerable.Range(0, 1_000).Select(static number => $"{number}").ToArray();
        var sent = await _queue.SendAsync([.. payloads.Select(Message)], None);

        Assert.DoesNotContain(sent, static message => message.Duplicate);
        var read = await ReadAsync(1_000);
        Assert.Equal(payloads, read.Select(static message => message.Payload));
        Assert.Equal(sent.Select(static message => message.Id), read.Select(static message => message.Receipt.Id));
    }

    [Fact]
    public async Task Answers_are_in_the_order_of_the_messages_whatever_their_kind()
    {
        NewMessage[] messages =
        [
            Message("0"), Message("1"), Message("2") with { DedupeKey = "d" }, Message("3") with { GroupKey = "g" }, Message("4"),
            Message("5") with { DedupeKey = "d" }, Message("6") with { GroupKey = "g" }, Message("7"), Message("8"), Message("9"),
        ];

        var sent = await _queue.SendAsync(messages, None);

        var stored = (await RowsAsync()).ToDictionary(static row => row.Id, static row => row.Payload);
        Assert.Equal(9, stored.Count);
        Assert.Equal(["0", "1", "2", "3", "4", "2", "6", "7", "8", "9"], sent.Select(message => stored[message.Id]));
        Assert.Equal([5], sent.Index().Where(static message => message.Item.Duplicate).Select(static message => message.Index));
    }

    [Fact]
    public async Task Nothing_to_send_sends_nothing() => Assert.Empty(await _queue.SendAsync([], None));

    [Fact]
    public async Task Queues_beside_each_other_keep_to_themselves()
    {
        var others = Enumerable.Range(0, 5).Select(static _ => QueueHouse.NewName()).ToArray();
        await _queue.SendAsync([.. others.Select(static (name, number) => new NewMessage(name, $"{number}") { GroupKey = "g", DedupeKey = "d", Priority = 50 }), Message("mine")], None);

        Assert.Equal("mine", await PayloadsAsync(10));
        foreach (var (number, other) in others.Index())
        {
            Assert.Equal($"{number}", Assert.Single(await _replica.ReadAsync(other, 10, Lease, None)).Payload);
        }
    }

    [Fact]
    public async Task Names_are_case_sensitive()
    {
        await SendAsync();

        Assert.Empty(await _queue.ReadAsync(Name.ToUpperInvariant(), 1, Lease, None));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n ")]
    [InlineData("ñ ‮ 😀 \u0001 \uFFFF \uFEFF e\u0301 ﷽")]
    [InlineData("{\"a\": 1.0,\"a\":2 }")]
    [InlineData("'; DROP TABLE sync_queue; -- @id $1 {0}")]
    public async Task A_payload_comes_back_byte_for_byte(string payload)
    {
        await SendAsync(payload);

        Assert.Equal(Encoding.UTF8.GetBytes(payload), Encoding.UTF8.GetBytes((await ReadAsync()).Payload));
    }

    [Fact]
    public async Task A_sent_message_wakes_its_queue()
    {
        await SendAsync();

        await _signal.WaitAsync(Name, TimeSpan.FromMinutes(1), None).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
