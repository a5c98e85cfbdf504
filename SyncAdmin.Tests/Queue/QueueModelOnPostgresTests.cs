using SyncAdmin.Core.Queue;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Queue;

public sealed class QueueModelOnPostgresTests(QueueOnPostgres house) : QueueModelConformance(house), IClassFixture<QueueOnPostgres>
{
    private readonly QueueOnPostgres _house = house;

    /// <summary>Nothing is buried here, so that what a read may give is known.</summary>
    [Fact]
    public void A_reader_that_goes_on_where_it_was_never_finds_nothing_where_there_is_something() => Check(new SteppedTime(), tries: (100, 100), plans: 20);

    [Fact]
    public void Nor_does_one_whose_looks_at_the_whole_queue_take_long() => Check(new CreepingTime(TimeSpan.FromMilliseconds(6)), tries: (100, 100), plans: 20);

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(20)]
    [InlineData(1_000)]
    public async Task A_lone_reader_sees_at_once_what_came_in_before_the_place_where_it_was(int milliseconds)
    {
        _house.Now = QueueHouse.Start;
        var queue = QueueHouse.Open(_house.Database, new CreepingTime(TimeSpan.FromMilliseconds(milliseconds)));
        var name = QueueHouse.NewName();
        foreach (var priority in (int[])[0, 5, -5, 0, 100, -100, 5])
        {
            await queue.SendAsync(new NewMessage(name, $"{priority}") { Priority = priority }, CancellationToken.None);
            var message = Assert.Single(await queue.ReadAsync(name, 1, TimeSpan.FromMinutes(1), CancellationToken.None));
            Assert.Equal(priority, message.Priority);
        }

        // A lease that ended long before the place where the reader is.
        _house.Now += TimeSpan.FromMinutes(1);
        await queue.SendAsync(new NewMessage(name, "new"), CancellationToken.None);
        var all = new List<ReceivedMessage>();
        for (var read = 0; read < 8; read++)
        {
            all.Add(Assert.Single(await queue.ReadAsync(name, 1, TimeSpan.FromMinutes(1), CancellationToken.None)));
        }

        Assert.Equal(8, all.Select(static message => message.Receipt.Id).Distinct().Count());
        Assert.Empty(await queue.ReadAsync(name, 1, TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    /// <summary>A plan that the soak found: one read buries the head of a group, and the next of it is more urgent than what stands further on.</summary>
    [Fact]
    public async Task A_read_that_buries_the_head_of_a_group_gives_the_more_urgent_next_one()
    {
        _house.Now = QueueHouse.Start;
        var queue = QueueHouse.Open(_house.Database, new SteppedTime());
        var name = QueueHouse.NewName();
        await queue.SendAsync(new NewMessage(name, "head") { GroupKey = "g", MaxRetries = 1 }, CancellationToken.None);
        await queue.SendAsync(new NewMessage(name, "next") { GroupKey = "g", Priority = 1 }, CancellationToken.None);
        Assert.Equal("head", Assert.Single(await queue.ReadAsync(name, 1, TimeSpan.FromSeconds(5), CancellationToken.None)).Payload);
        _house.Now += TimeSpan.FromSeconds(6);
        await queue.SendAsync([.. Enumerable.Repeat(new NewMessage(name, "other"), 3)], CancellationToken.None);

        Assert.Equal("next", Assert.Single(await queue.ReadAsync(name, 1, TimeSpan.FromSeconds(5), CancellationToken.None)).Payload);
    }

    /// <summary>Reads one at a time are all filled from where the reader was: only its look from the front sees what is more urgent.</summary>
    [Fact]
    public async Task A_reader_that_finds_enough_where_it_was_sees_the_more_urgent_a_quarter_of_a_second_later()
    {
        _house.Now = QueueHouse.Start;
        var time = new SteppedTime();
        var queue = QueueHouse.Open(_house.Database, time);
        var name = QueueHouse.NewName();
        await queue.SendAsync([.. Enumerable.Repeat(new NewMessage(name, "plenty"), 20)], CancellationToken.None);
        await queue.ReadAsync(name, 1, TimeSpan.FromMinutes(1), CancellationToken.None);
        await queue.SendAsync(new NewMessage(name, "urgent") { Priority = 1 }, CancellationToken.None);

        time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal("urgent", Assert.Single(await queue.ReadAsync(name, 1, TimeSpan.FromMinutes(1), CancellationToken.None)).Payload);
    }
}
