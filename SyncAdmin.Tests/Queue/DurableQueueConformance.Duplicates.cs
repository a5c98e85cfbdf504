using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Fact]
    public async Task A_second_message_with_a_dedupe_key_is_not_stored_and_answers_the_first_one()
    {
        var first = await _queue.SendAsync(Message("one") with { DedupeKey = "d" }, None);
        var second = await _replica.SendAsync(Message("two") with { DedupeKey = "d", GroupKey = "g", Priority = 9 }, None);

        Assert.Equal(new SentMessage(first.Id, Duplicate: false), first);
        Assert.Equal(new SentMessage(first.Id, Duplicate: true), second);
        Assert.Equal("one", Assert.Single(await RowsAsync()).Payload);
    }

    [Fact]
    public async Task A_dedupe_key_is_taken_whatever_became_of_its_message_until_the_row_is_gone()
    {
        var id = await SendAsync(Message("one") with { DedupeKey = "d", MaxRetries = 1 });
        await FailAsync(await ReadAsync());
        Assert.True((await _queue.SendAsync(Message("two") with { DedupeKey = "d" }, None)).Duplicate);

        await ExecuteAsync("DELETE FROM sync_queue WHERE id = @id", ("id", id));
        var fresh = await _queue.SendAsync(Message("three") with { DedupeKey = "d" }, None);
        Assert.True(fresh.Id > id);
        Assert.False(fresh.Duplicate);
        await _queue.AcknowledgeAsync((await ReadAsync()).Receipt, None);
        Assert.Equal(new SentMessage(fresh.Id, Duplicate: true), await _queue.SendAsync(Message("four") with { DedupeKey = "d" }, None));
    }

    [Fact]
    public async Task Dedupe_keys_differ_by_case_and_by_queue()
    {
        await _queue.SendAsync([Message() with { DedupeKey = "d" }, Message() with { DedupeKey = "D" }, Message() with { DedupeKey = "d " }, new NewMessage(QueueHouse.NewName(), "x") { DedupeKey = "d" }], None);

        Assert.Equal(3, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task Of_many_senders_of_one_dedupe_key_at_once_one_stores_and_all_learn_its_id()
    {
        for (var round = 0; round < 5; round++)
        {
            var key = $"d{round}";
            var sent = await AllAtOnceAsync(12, number => (number % 2 == 0 ? _queue : _replica).SendAsync(Message() with { DedupeKey = key }, None));

            Assert.Single(sent, static message => !message.Duplicate);
            Assert.Single(sent.Select(static message => message.Id).Distinct());
        }
    }

    [Fact]
    public async Task Senders_of_the_same_dedupe_keys_in_opposite_order_never_stop_each_other()
    {
        for (var round = 0; round < 5; round++)
        {
            var messages = Enumerable.Range(0, 20).Select(number => Message() with { DedupeKey = $"d{round}-{number}" }).ToArray();
            var sent = await AllAtOnceAsync(4, number => (number < 2 ? _queue : _replica).SendAsync(number % 2 == 0 ? messages : [.. messages.Reverse()], None));

            Assert.Equal(20, sent.Sum(static answers => answers.Count(static message => !message.Duplicate)));
            Assert.Equal(sent[0].Select(static message => message.Id), sent[1].Reverse().Select(static message => message.Id));
        }
    }

    [Fact]
    public async Task A_sender_of_a_key_that_is_not_yet_committed_learns_what_becomes_of_it()
    {
        foreach (var commits in (bool[])[true, false])
        {
            var message = Message() with { DedupeKey = $"d{commits}" };
            var sent = new TaskCompletionSource<SentMessage>();
            var finish = new TaskCompletionSource();
            var business = _house.Database.WriteAsync(
                async (transaction, token) =>
                {
                    sent.SetResult((await _queue.SendAsync(transaction, [message], token))[0]);
                    await finish.Task.WaitAsync(token);
                    return commits ? true : throw new InvalidOperationException("changed its mind");
                },
                None);
            var first = await sent.Task;
            var waiting = Task.Run(() => _replica.SendAsync(message, None));
            finish.SetResult();
            await Task.WhenAny(business);

            var second = await waiting;
            Assert.Equal(commits, second.Duplicate);
            if (commits)
            {
                Assert.Equal(first.Id, second.Id);
            }
        }
    }
}
