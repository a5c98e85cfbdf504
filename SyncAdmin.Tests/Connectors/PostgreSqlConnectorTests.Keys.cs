using SyncAdmin.Core.Connectors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Record keys of PostgreSQL, and the way back from them.</content>
public sealed partial class PostgreSqlConnectorTests
{
    [Theory]
    [InlineData("int", "-7", "42")]
    [InlineData("bigint", "9223372036854775807", "-9223372036854775808")]
    [InlineData("numeric", "1.5000", "1234567890123456789012345678.1234567891")]
    [InlineData("numeric(12,4)", "'NaN'", "-12.3456")]
    [InlineData("char(12)", "'ab  '", "'|x\\y'")]
    [InlineData("varchar(12)", "'AB '", "' x'")]
    [InlineData("text COLLATE \"C\"", "'AB   '", "'ab'")]
    [InlineData("timestamp", "'2026-01-02 03:04:05.123456'", "'2026-01-02'")]
    [InlineData("timestamptz", "'2026-01-02 03:04:05+02'", "'2026-10-25 00:30+00'")]
    [InlineData("date", "'2026-01-02'", "'1901-12-31'")]
    [InlineData("time", "'23:59:59.999999'", "'10:11:12'")]
    [InlineData("uuid", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'", "'00000000-0000-0000-0000-000000000001'")]
    [InlineData("bytea", "'\\x00ff'", "''")]
    [InlineData("boolean", "true", "false")]
    [InlineData("inet", "'10.0.0.1'", "'::1'")]
    [InlineData("interval", "'1 mon 2 days 03:00'", "'-5 min'")]
    public async Task A_record_key_finds_its_row_again(string type, string one, string other)
    {
        Execute($"CREATE TABLE keyed (k {type} NOT NULL PRIMARY KEY, n int); INSERT INTO keyed VALUES ({one}, 1), ({other}, 2)");
        Assert.Equal(2, (await AssertFoundByTextAsync(Connect(), new SourceQuery("SELECT n, k FROM keyed", ["k"], "n"))).Count);
    }

    [Fact]
    public async Task A_record_key_of_several_columns_finds_its_row_again()
    {
        Execute("CREATE TABLE keyed (company char(4), nr varchar(20), day date, pos int, PRIMARY KEY (company, nr, day, pos))");
        Execute("INSERT INTO keyed SELECT 'A' || i % 3, 'n|' || i || CASE WHEN i % 2 = 0 THEN ' ' ELSE '\' END, '2026-01-01'::date + i, i FROM generate_series(1, 40) i");
        Assert.Equal(40, (await AssertFoundByTextAsync(Connect(), new SourceQuery("SELECT * FROM keyed", ["company", "nr", "day", "pos"], "nr"))).Count);
    }

    [Fact]
    public async Task A_code_that_is_a_uuid_is_found_however_it_is_written()
    {
        Execute("CREATE TABLE keyed (k int PRIMARY KEY, u uuid UNIQUE); INSERT INTO keyed VALUES (1, '6ba7b810-9dad-11d1-80b4-00c04fd430c8'), (2, NULL)");
        var page = await Connect().ReadByCodesAsync(new SourceQuery("SELECT k, u FROM keyed", ["k"], "u"), ["6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "no uuid"], CancellationToken.None);
        Assert.Equal(1L, Assert.Single(page.Rows)[0]);
    }
}
