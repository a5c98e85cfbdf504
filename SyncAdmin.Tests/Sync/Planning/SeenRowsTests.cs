using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Planning;
using Xunit;

namespace SyncAdmin.Tests.Sync.Planning;

public sealed class SeenRowsTests
{
    [Fact]
    public void Each_row_counts_once_and_those_that_came_later_not_at_all()
    {
        var seen = new SeenRows(rows: 4, largestId: 200);

        seen.Mark([Row(1), Row(64), Row(1)]);
        seen.Mark([Row(64), Row(200), Row(201), Row(long.MaxValue)]);

        Assert.Equal(1, seen.Unseen);
    }

    private static LedgerRow Row(long id) => new("k", "c", default, default) { Id = id };
}
