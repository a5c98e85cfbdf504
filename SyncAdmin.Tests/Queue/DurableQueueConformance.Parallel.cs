using System.Collections.Concurrent;
using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public abstract partial class DurableQueueConformance
{
    [Fact]
    public async Task Of_many_readers_at_once_no_two_are_given_the_same_message()
    {
        await _queue.SendAsync([.. Enumerable.Range(0, 600).Select(number => Message($"{number}") with { Priority = number % 3 })], None);
        var read = new ConcurrentBag<long>();

        await AllAtOnceAsync(12, async number =>
        {
            var queue = QueueHouse.Open(number % 2 == 0 ? _house.Database : _house.Replica);
            var empty = 0;
            // A reader that finds everything locked by others asks again.
            while (empty < 20)
            {
                var messages = await queue.ReadAsync(Name, (number % 5) + 1, Lease, None);
                empty = messages.Count == 0 ? empty + 1 : 0;
                foreach (var message in messages)
                {
                    read.Add(message.Receipt.Id);
                }
            }

            return true;
        });

        Assert.Equal(600, read.Count);
        Assert.Equal(600, read.Distinct().Count());
    }

    [Fact]
    public async Task Of_many_that_end_the_same_lease_at_once_one_does()
    {
        foreach (var group in (string?[])[null, "g"])
        {
            for (var round = 0; round < 10; round++)
            {
                var id = await SendAsync(Message() with { GroupKey = group });
                var message = await ReadAsync();
                var ended = await AllAtOnceAsync(6, async number => (number % 3) switch
                {
                    0 => (await _queue.FailAsync(message.Receipt, new TryFailure("no") { RetryAfter = Lease }, None)).Accepted,
                    1 => (await _replica.FailAsync(message.Receipt, new TryFailure("never") { Permanent = true }, None)).Accepted,
                    _ => await _replica.ReleaseAsync(message.Receipt, None),
                });

                Assert.Single(ended, static accepted => accepted);
                await ExecuteAsync("DELETE FROM sync_queue WHERE id = @id", ("id", id));
            }
        }
    }

    [Fact]
    public async Task A_lease_that_ended_goes_to_one_of_many_readers()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = await SendAsync();
            await ReadAsync();
            Pass(Lease);
            var read = await AllAtOnceAsync(8, number => (number % 2 == 0 ? _queue : _replica).ReadAsync(Name, 1, Lease, None));

            Assert.Equal(new Receipt(id, 2), Assert.Single(read.SelectMany(static messages => messages)).Receipt);
            await ExecuteAsync("DELETE FROM sync_queue WHERE id = @id", ("id", id));
        }
    }
}
