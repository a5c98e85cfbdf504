using SyncAdmin.Core.Connectors.SqlServer;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

public sealed class SqlServerIndexTests
{
    private static readonly SqlServerIndex Primary = new(1, IsUnique: true, [("id", false)]);

    [Theory]
    [InlineData("id", true)]
    [InlineData("id, anything", true)] // Unique: nothing is left to order.
    [InlineData("code", true)]
    [InlineData("code, id", true)] // The clustered key stands behind.
    [InlineData("code, name", false)]
    [InlineData("code, id, name", false)]
    [InlineData("name", false)]
    [InlineData("ID", false)]
    public void Order_along_a_clustered_key_and_an_index(string order, bool given) =>
        Assert.Equal(given, SqlServerIndex.AnyGives([Primary, new(2, IsUnique: false, [("code", false)])], order.Split(", ")));

    [Fact]
    public void An_index_on_a_heap_ends_with_its_own_columns() =>
        Assert.False(SqlServerIndex.AnyGives([new(2, IsUnique: false, [("code", false)])], ["code", "id"]));

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    public void Backwards_works_when_all_columns_turn(bool first, bool second, bool given) =>
        Assert.Equal(given, SqlServerIndex.AnyGives([new(2, IsUnique: true, [("a", first), ("b", second)])], ["a", "b"]));
}
