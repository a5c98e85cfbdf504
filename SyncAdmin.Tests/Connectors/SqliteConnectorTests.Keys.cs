using SyncAdmin.Core.Connectors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Record keys of SQLite, where types belong to values, and the way back from them.</content>
public sealed partial class SqliteConnectorTests
{
    [Theory]
    [InlineData("SELECT k, n FROM keyed", "INTEGER", "7", "-9223372036854775808")]
    [InlineData("SELECT k, n FROM keyed", "INT", "7", "'seven'")]
    [InlineData("SELECT k, n FROM keyed", "TEXT", "'AB  '", "'7'")]
    [InlineData("SELECT k, n FROM keyed", "", "7", "'007'")]
    [InlineData("SELECT k, n FROM keyed", "", "'7'", "'x '")]
    [InlineData("SELECT k, n FROM keyed", "NUMERIC", "1.5", "'2026-01-02'")]
    [InlineData("SELECT k + 1 AS k, n FROM keyed", "INTEGER", "7", "8")]
    [InlineData("SELECT 'p-' || k AS k, n FROM keyed", "INTEGER", "7", "8")]
    public async Task A_record_key_finds_its_row_again(string query, string type, string one, string other)
    {
        Execute($"CREATE TABLE keyed (k {type} NOT NULL UNIQUE, n INT); INSERT INTO keyed VALUES ({one}, 1), ({other}, 2)");
        Assert.Equal(2, (await AssertFoundByTextAsync(Connect(), new SourceQuery(query, ["k"], "n"))).Count);
    }
}
