using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Change columns of MySQL and MariaDB.</content>
public sealed partial class MySqlConnectorTests
{
    [Theory]
    [InlineData("DATETIME(6)")]
    [InlineData("TIMESTAMP(6) NULL")]
    public Task Changes_by_moment_keep_their_microseconds(string type) =>
        AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"'2024-10-27 00:59:59.999000' + INTERVAL {i} MICROSECOND"));

    [Fact]
    public Task Changes_by_date() => AssertChangesAreExactAsync("DATE", i => FormattableString.Invariant($"'2020-01-01' + INTERVAL {i} DAY"));

    [Fact]
    public Task Changes_by_number() => AssertChangesAreExactAsync("BIGINT UNSIGNED", i => FormattableString.Invariant($"{18_446_744_073_709_551_615 - 5_000 + (ulong)i}"));

    [Fact]
    public Task Changes_by_decimal() => AssertChangesAreExactAsync("DECIMAL(20,6)", i => FormattableString.Invariant($"{1_730_000_000 + i / 1_000_000m:0.000000}"));

    [Fact]
    public Task Changes_by_text() => AssertChangesAreExactAsync("VARCHAR(40)", i => FormattableString.Invariant($"'2024-01-02T03:04:05.{i:000000}Z'"));

    [Fact]
    public async Task A_zero_date_is_no_change_value()
    {
        Execute("CREATE TABLE moments (id INT PRIMARY KEY, changed DATETIME NOT NULL, INDEX (changed))");
        Execute("SET sql_mode = ''; INSERT INTO moments VALUES (1, '0000-00-00'), (2, '2024-01-02'), (3, '0000-00-00')");
        var query = new SourceQuery("SELECT id, changed FROM moments", ["id"], "id", "changed");
        Assert.Equal(2L, Assert.Single(Assert.Single(await ChangePagesAsync(Connect(), query)).Rows)[0]);
    }

    [Fact]
    public async Task A_floating_point_change_field_is_refused()
    {
        Execute("CREATE TABLE loose (k INT PRIMARY KEY, changed FLOAT)");
        var check = await Connect().ValidateAsync(new SourceQuery("SELECT k, changed FROM loose", ["k"], "k", "changed"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.ChangeFieldInexact, check.Problem?.Error);
    }
}
