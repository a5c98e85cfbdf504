using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

public sealed class RowIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Those_of_one_millisecond_stand_in_the_order_in_which_they_were_made()
    {
        var ids = Enumerable.Range(0, 70_000).Select(static _ => RowId.New(Now)).ToArray();

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids, ids.OrderBy(static id => id.ToString(), StringComparer.Ordinal)); // As SQLite compares them.
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void A_later_time_comes_later_whatever_the_count()
    {
        var later = RowId.New(Now.AddMilliseconds(1));

        Assert.True(RowId.New(Now).CompareTo(later) < 0);
    }

    [Fact]
    public void It_is_a_UUIDv7()
    {
        var id = RowId.New(Now);

        Assert.Equal((7, 0x8), (id.Version, id.Variant & 0xC));
        Assert.Equal(Guid.CreateVersion7(Now).ToString()[..13], id.ToString()[..13]);
    }
}
