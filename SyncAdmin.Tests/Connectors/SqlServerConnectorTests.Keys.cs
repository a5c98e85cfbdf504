using SyncAdmin.Core.Connectors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Record keys of SQL Server, and the way back from them.</content>
public sealed partial class SqlServerConnectorTests
{
    [Fact]
    public async Task A_record_key_of_several_columns_finds_its_row_again()
    {
        Execute("""
            CREATE TABLE keyed (u uniqueidentifier NOT NULL, d decimal(38,10) NOT NULL, dz datetimeoffset(7) NOT NULL, dt datetime NOT NULL, da date NOT NULL, tm time(7) NOT NULL,
                c char(8) NOT NULL, v varchar(20) NOT NULL, b binary(4) NOT NULL, PRIMARY KEY (u, d, dz, dt, da, tm, c, v, b))
            """);
        Insert("keyed", "u, d, dz, dt, da, tm, c, v, b", Enumerable.Range(1, 40), i => FormattableString.Invariant(
            $"'01020304-0506-0708-090A-{i:X12}', 1234567890123456789012345678.{i:0000000000}, '2024-10-27 00:59:59.{i:0000000} +01:00', '2024-01-02 03:04:05', '2024-01-01', '10:00:00.{i:0000000}', 'C{i}', 'v|{i}', 0x{i:X8}"));
        Assert.Equal(40, (await AssertFoundByTextAsync(Connect(), new SourceQuery("SELECT * FROM keyed", ["u", "d", "dz", "dt", "da", "tm", "c", "v", "b"], "c"))).Count);
    }
}
