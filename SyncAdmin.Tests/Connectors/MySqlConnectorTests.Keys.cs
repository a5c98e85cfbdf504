using SyncAdmin.Core.Connectors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Record keys of MySQL and MariaDB, and the way back from them.</content>
public sealed partial class MySqlConnectorTests
{
    [Theory]
    [InlineData("INT", "-7", "42")]
    [InlineData("BIGINT UNSIGNED", "18446744073709551615", "5")]
    [InlineData("DECIMAL(12,4)", "1.5000", "-12.3456")]
    [InlineData("DECIMAL(20,0)", "12345678901234567890", "7")]
    [InlineData("CHAR(12)", "'ab  '", "'|x\\\\y'")]
    [InlineData("VARCHAR(12) COLLATE utf8mb4_general_ci", "'AB '", "' x'")]
    [InlineData("VARCHAR(12) COLLATE utf8mb4_nopad_bin", "'AB '", "'ab'")]
    [InlineData("DATETIME(6)", "'2026-01-02 03:04:05.123456'", "'2026-01-02 00:00:00'")]
    [InlineData("TIMESTAMP", "'2026-01-02 03:04:05'", "'2026-10-25 00:30:00'")]
    [InlineData("DATE", "'2026-01-02'", "'1901-12-31'")]
    [InlineData("TIME(3)", "'-100:00:00.5'", "'10:11:12'")]
    [InlineData("UUID", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'", "'00000000-0000-0000-0000-000000000001'")]
    [InlineData("CHAR(36)", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'", "'00000000-0000-0000-0000-000000000001'")]
    [InlineData("BINARY(16)", "UNHEX('00FF0102030405060708090A0B0C0D0E')", "'0123456789abcdef'")]
    [InlineData("VARBINARY(9)", "UNHEX('00FF')", "''")]
    [InlineData("BIT(12)", "b'101'", "b'111111111111'")]
    [InlineData("ENUM('on','off')", "'on'", "'off'")]
    public async Task A_record_key_finds_its_row_again(string type, string one, string other)
    {
        Execute($"CREATE TABLE keyed (k {type} NOT NULL PRIMARY KEY, n INT)");
        Execute($"INSERT INTO keyed VALUES ({one}, 1), ({other}, 2)");
        Assert.Equal(2, (await AssertFoundByTextAsync(Connect(), new SourceQuery("SELECT n, k FROM keyed", ["k"], "n"))).Count);
    }

    [Fact]
    public async Task A_record_key_of_several_columns_finds_its_row_again()
    {
        Execute("CREATE TABLE keyed (company CHAR(4), nr VARCHAR(20) COLLATE utf8mb4_nopad_bin, day DATE, pos INT, PRIMARY KEY (company, nr, day, pos))");
        Execute("INSERT INTO keyed SELECT CONCAT('A', seq MOD 3, ' '), CONCAT('n|', seq, IF(seq MOD 2, ' ', '\\\\')), '2026-01-01' + INTERVAL seq DAY, seq FROM seq_1_to_40");
        Assert.Equal(40, (await AssertFoundByTextAsync(Connect(), new SourceQuery("SELECT * FROM keyed", ["company", "nr", "day", "pos"], "nr"))).Count);
    }
}
