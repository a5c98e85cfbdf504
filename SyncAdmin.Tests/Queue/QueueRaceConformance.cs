using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Queue;
using SyncAdmin.Tests.EndToEnd;
using Xunit;

namespace SyncAdmin.Tests.Queue;

/// <summary>Many do anything at once, by the database's own clock and with leases that end while they work; what they saw is judged afterwards.</summary>
public abstract class QueueRaceConformance
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ConcurrentBag<Held> _held = [];
    private readonly ConcurrentBag<(long Id, string? Group, int Sender, int Number)> _sent = [];
    private readonly QueueHouse _house;
    private readonly string _name = QueueHouse.NewName();

    private protected QueueRaceConformance(QueueHouse house) => _house = house;

    [Fact]
    public async Task Whatever_many_do_at_once_nothing_is_lost_or_held_twice_and_groups_keep_their_order()
    {
        _house.Now = null;
        var length = TimeSpan.FromSeconds(HeavyTests.Soak ? 120 : 4);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => PlayAsync(number, () => clock.Elapsed < length))));

        await DrainAsync();
        await AssertAllDoneAsync();
        AssertNeverHeldTwice();
        AssertGroupsInOrder();
    }

    private async Task PlayAsync(int number, Func<bool> goesOn)
    {
        var random = new Random(number);
        var queue = QueueHouse.Open(number % 2 == 0 ? _house.Database : _house.Replica);
        for (var sent = 0; goesOn();)
        {
            if (random.Next(3) == 0)
            {
                var messages = Enumerable.Range(0, random.Next(1, 4))
                    .Select(more => new NewMessage(_name, $"{sent + more}") { GroupKey = random.Next(2) == 0 ? $"g{random.Next(3)}" : null, Priority = random.Next(2), MaxRetries = 100 })
                    .ToArray();
                foreach (var (index, answer) in (await queue.SendAsync(messages, None)).Index())
                {
                    _sent.Add((answer.Id, messages[index].GroupKey, number, sent++));
                }
            }

            var read = await queue.ReadAsync(_name, random.Next(1, 4), TimeSpan.FromMilliseconds(random.Next(20, 300)), None);
            var returned = Stopwatch.GetTimestamp();
            foreach (var message in read)
            {
                await EndAsync(queue, message, returned, random.Next(100));
            }
        }
    }

    private async Task EndAsync(DurableQueue queue, ReceivedMessage message, long returned, int what)
    {
        if (what % 5 == 0)
        {
            await Task.Delay(what * 3);
        }

        var said = Stopwatch.GetTimestamp();
        var accepted = what switch
        {
            < 60 => await queue.AcknowledgeAsync(message.Receipt, None),
            < 75 => (await queue.FailAsync(message.Receipt, new TryFailure("again") { RetryAfter = TimeSpan.FromMilliseconds(what) }, None)).Accepted,
            < 85 => await queue.ReleaseAsync(message.Receipt, None),
            < 95 => await queue.ExtendAsync(message.Receipt, TimeSpan.FromMilliseconds(what), None) is not null,
            _ => false, // Forgotten, as by a process that died.
        };
        _held.Add(new Held(message.Receipt, message.GroupKey, returned, said, accepted, accepted && what < 60));
    }

    private async Task DrainAsync()
    {
        var queue = QueueHouse.Open(_house.Database);
        var clock = Stopwatch.StartNew();
        while (await OpenAsync() > 0)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "messages are left that nobody can read");
            var read = await queue.ReadAsync(_name, 100, TimeSpan.FromSeconds(30), None);
            var returned = Stopwatch.GetTimestamp();
            foreach (var message in read)
            {
                await EndAsync(queue, message, returned, what: 1);
            }
        }
    }

    private async Task<int> OpenAsync()
    {
        await using var context = _house.Database.Read();
        return await context.Set<QueueRow>().CountAsync(row => row.Queue == _name && row.CompletedAt == null);
    }

    private async Task AssertAllDoneAsync()
    {
        await using var context = _house.Database.Read();
        var rows = await context.Set<QueueRow>().Where(row => row.Queue == _name).OrderBy(row => row.Id).ToListAsync();
        Assert.All(rows, static row => Assert.Equal(QueueMessageStatus.Completed, row.Status));
        Assert.Equal(_sent.Select(static sent => sent.Id).Order(), rows.Select(static row => row.Id));
        Assert.Equal(rows.Select(static row => row.Id), _held.Where(static held => held.Done).Select(static held => held.Receipt.Id).Order());
        Assert.NotEmpty(rows);
    }

    /// <summary>Who is accepted has held the message all the while: nobody else can have got it in between.</summary>
    private void AssertNeverHeldTwice()
    {
        Assert.Equal(_held.Count, _held.Select(static held => held.Receipt).Distinct().Count());
        foreach (var message in _held.GroupBy(static held => held.Receipt.Id))
        {
            var leases = message.OrderBy(static held => held.Receipt.LeaseNumber).ToArray();
            foreach (var (one, next) in leases.Zip(leases.Skip(1)))
            {
                Assert.False(one.Accepted && one.Said > next.Returned, $"{one} was accepted after {next} had been given out");
            }
        }
    }

    private void AssertGroupsInOrder()
    {
        foreach (var group in _sent.Where(static sent => sent.Group is not null).GroupBy(static sent => sent.Group))
        {
            foreach (var sender in group.GroupBy(static sent => sent.Sender))
            {
                var byId = sender.OrderBy(static sent => sent.Id).Select(static sent => sent.Number).ToArray();
                Assert.Equal(byId.Order(), byId);
            }

            var leases = _held.Where(held => string.Equals(held.Group, group.Key, StringComparison.Ordinal)).ToLookup(static held => held.Receipt.Id);
            var messages = group.Select(static sent => sent.Id).Order().ToArray();
            foreach (var (ahead, behind) in messages.Zip(messages.Skip(1)))
            {
                var done = leases[ahead].Single(static held => held.Done);
                Assert.All(leases[behind], held => Assert.True(held.Returned > done.Said, $"{held} was given out before {done} was done"));
            }
        }
    }

    /// <param name="Receipt">Of a lease.</param>
    /// <param name="Group">Of its message.</param>
    /// <param name="Returned">When its reader had it.</param>
    /// <param name="Said">When its reader began to say how it ended.</param>
    /// <param name="Accepted">The receipt was good.</param>
    /// <param name="Done">It was acknowledged.</param>
    private sealed record Held(Receipt Receipt, string? Group, long Returned, long Said, bool Accepted, bool Done);
}
