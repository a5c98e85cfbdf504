using SyncAdmin.Core.Connectors.SqlServer;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

public sealed class SqlServerTypeTests
{
    [Theory]
    [InlineData("int")]
    [InlineData("varchar(40)")]
    [InlineData("nvarchar(max)")]
    [InlineData("decimal(10,2)")]
    [InlineData("decimal(38,0)")]
    [InlineData("datetime2(7)")]
    [InlineData("time(0)")]
    [InlineData("rowversion")]
    public void A_type_is_read_and_written_the_same(string type) => Assert.Equal(type, SqlServerType.Parse(type).ToString());

    [Theory]
    [InlineData("nvarchar", 80, 0, 0, "nvarchar(40)")]
    [InlineData("nvarchar", -1, 0, 0, "nvarchar(max)")]
    [InlineData("varchar", 40, 0, 0, "varchar(40)")]
    [InlineData("varbinary", -1, 0, 0, "varbinary(max)")]
    [InlineData("decimal", 9, 10, 2, "decimal(10,2)")]
    [InlineData("datetime2", 6, 19, 0, "datetime2(0)")]
    [InlineData("int", 4, 10, 0, "int")]
    [InlineData("timestamp", 8, 0, 0, "rowversion")]
    public void A_column_of_the_catalogue_is_written_as_declared(string name, long bytes, long precision, long scale, string type) =>
        Assert.Equal(type, SqlServerType.Of(name, bytes, precision, scale).ToString());

    [Fact]
    public void The_old_name_of_rowversion_becomes_the_new_one() => Assert.Equal("rowversion", SqlServerType.Parse("timestamp").Name);
}
