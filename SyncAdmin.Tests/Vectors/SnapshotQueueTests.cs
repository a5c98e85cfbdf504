using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A slot is used again only when nobody can still be reading the vector that it held.</summary>
public sealed class SnapshotQueueTests
{
    private static readonly Guid Point = new(1, 2, 3, new byte[8]);

    [Fact]
    public void A_freed_slot_waits_for_the_readers_of_every_older_snapshot()
    {
        var queue = new SnapshotQueue(At(1), new Dictionary<Guid, int> { [Point] = 0 }, []);
        var first = queue.Enter([], []);
        queue.Publish(At(2), [new(Point, 1)], [], [0]);
        var second = queue.Enter([], []);
        queue.Publish(At(3), [new(Point, 2)], [], [1]);
        var end = 3;
        Assert.Equal([3], queue.Allocate(1, ref end));
        queue.Leave(second);
        Assert.Equal([4], queue.Allocate(1, ref end)); // The older reader may still come to what the newer commit freed.
        queue.Leave(first);
        Assert.Equal([0, 1, 5], queue.Allocate(3, ref end));
    }

    [Fact]
    public void A_freed_slot_is_used_again_at_once_when_nobody_reads()
    {
        var queue = new SnapshotQueue(At(1), [], []);
        queue.Publish(At(2), [], [], [7, 3]);
        var end = 10;
        Assert.Equal([3, 7, 10], queue.Allocate(3, ref end));
    }

    [Fact]
    public void A_reader_gets_the_slots_of_its_own_snapshot()
    {
        var queue = new SnapshotQueue(At(1), new Dictionary<Guid, int> { [Point] = 0 }, []);
        queue.Publish(At(2), [new(Point, 1)], [], [0]);
        var slots = new Dictionary<Guid, int>();
        Assert.Equal(2, queue.Enter([Point, Guid.Empty], slots).Version);
        Assert.Equal(new Dictionary<Guid, int> { [Point] = 1 }, slots);
    }

    private static Snapshot At(long version) => new(version, [], 64, [], 0);
}
