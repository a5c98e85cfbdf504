using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>Every text that a connector can send, word by word.</summary>
public sealed class KeysetSqlTests
{
    [Theory]
    [InlineData(SqlDialect.Sqlite, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.\"id\" > @k0 ORDER BY q.\"id\" LIMIT @n")]
    [InlineData(SqlDialect.PostgreSql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.\"id\" > @k0 ORDER BY q.\"id\" LIMIT @n")]
    [InlineData(SqlDialect.MySql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.`id` > @k0 ORDER BY q.`id` LIMIT @n")]
    [InlineData(SqlDialect.SqlServer, "SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[id] > @k0 ORDER BY q.[id]")]
    public void Page_of_one_key_column(SqlDialect dialect, string expected) => Assert.Equal(expected, Sql(dialect).Page(after: true));

    [Theory]
    [InlineData(SqlDialect.Sqlite, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE (q.\"a\", q.\"b\") > (@k0, @k1) ORDER BY q.\"a\", q.\"b\" LIMIT @n")]
    [InlineData(SqlDialect.PostgreSql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE (q.\"a\", q.\"b\") > (@k0, @k1) ORDER BY q.\"a\", q.\"b\" LIMIT @n")]
    [InlineData(SqlDialect.MySql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.`a` >= @k0 AND ((q.`a` > @k0) OR (q.`a` = @k0 AND q.`b` > @k1)) ORDER BY q.`a`, q.`b` LIMIT @n")]
    [InlineData(SqlDialect.SqlServer, "SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[a] >= @k0 AND ((q.[a] > @k0) OR (q.[a] = @k0 AND q.[b] > @k1)) ORDER BY q.[a], q.[b]")]
    public void Page_of_two_key_columns(SqlDialect dialect, string expected) => Assert.Equal(expected, Sql(dialect, ["a", "b"]).Page(after: true));

    [Fact]
    public void First_page() =>
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q ORDER BY q.\"id\" LIMIT @n", Sql(SqlDialect.Sqlite).Page(after: false));

    [Fact]
    public void Key_page() =>
        Assert.Equal("SELECT q.`id` FROM (SELECT * FROM t) AS q WHERE q.`id` > @k0 ORDER BY q.`id` LIMIT @n", Sql(SqlDialect.MySql).KeyPage(after: true));

    [Fact]
    public void Everything_in_order()
    {
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q ORDER BY q.\"id\"", Sql(SqlDialect.Sqlite).All(after: false));
        Assert.Equal("SELECT q.\"id\" FROM (SELECT * FROM t) AS q WHERE q.\"id\" > @k0 ORDER BY q.\"id\"", Sql(SqlDialect.Sqlite).AllKeyRows(after: true));
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite, "SELECT COUNT(*) FROM (SELECT * FROM t) AS q")]
    [InlineData(SqlDialect.SqlServer, "SELECT COUNT_BIG(*) FROM (SELECT * FROM t) AS q")]
    public void Count(SqlDialect dialect, string expected) => Assert.Equal(expected, Sql(dialect).Count());

    [Fact]
    public void Null_and_duplicate_keys()
    {
        Assert.Equal(
            "SELECT q.\"a\", q.\"b\", q.\"code\" FROM (SELECT * FROM t) AS q WHERE q.\"a\" IS NULL OR q.\"b\" IS NULL LIMIT 1",
            Sql(SqlDialect.PostgreSql, ["a", "b"]).NullKey());
        Assert.Equal(
            "SELECT q.`a`, q.`b`, COUNT(*) FROM (SELECT * FROM t) AS q GROUP BY q.`a`, q.`b` HAVING COUNT(*) > 1 LIMIT 1",
            Sql(SqlDialect.MySql, ["a", "b"]).DuplicateKey());
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.\"id\" IN (@k0_0, @k1_0)")]
    [InlineData(SqlDialect.MySql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.`id` IN (@k0_0, @k1_0)")]
    public void By_keys_of_one_column(SqlDialect dialect, string expected) => Assert.Equal(expected, Sql(dialect).ByKeys(2));

    [Theory]
    [InlineData(SqlDialect.Sqlite, "(q.\"a\", q.\"b\") IN (VALUES (@k0_0, @k0_1), (@k1_0, @k1_1))")]
    [InlineData(SqlDialect.PostgreSql, "(q.\"a\", q.\"b\") IN ((@k0_0, @k0_1), (@k1_0, @k1_1))")]
    [InlineData(SqlDialect.MySql, "(q.`a` = @k0_0 AND q.`b` = @k0_1) OR (q.`a` = @k1_0 AND q.`b` = @k1_1)")]
    [InlineData(SqlDialect.SqlServer, "(q.[a] = @k0_0 AND q.[b] = @k0_1) OR (q.[a] = @k1_0 AND q.[b] = @k1_1)")]
    public void By_keys_of_two_columns(SqlDialect dialect, string condition) =>
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q WHERE " + condition, Sql(dialect, ["a", "b"]).ByKeys(2));

    [Theory]
    [InlineData(SqlDialect.Sqlite, CodeMatch.Native, "q.\"code\" IN (@c0, @c1)")]
    [InlineData(SqlDialect.Sqlite, CodeMatch.Text, "CAST(q.\"code\" AS text) IN (@c0, @c1)")]
    [InlineData(SqlDialect.PostgreSql, CodeMatch.Text, "CAST(q.\"code\" AS text) IN (@c0, @c1)")]
    [InlineData(SqlDialect.MySql, CodeMatch.Text, "CAST(q.`code` AS CHAR) IN (@c0, @c1)")]
    [InlineData(SqlDialect.SqlServer, CodeMatch.Text, "CAST(q.[code] AS nvarchar(4000)) IN (@c0, @c1)")]
    internal void By_codes(SqlDialect dialect, CodeMatch match, string condition) =>
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q WHERE " + condition, Sql(dialect).ByCodes(2, match));

    [Fact]
    public void A_query_with_codes_of_its_own_is_read_by_them_and_never_whole()
    {
        var sql = Sql(SqlDialect.Sqlite, query: "SELECT * FROM t WHERE x IN ({{codes}})");

        Assert.Equal("SELECT q.* FROM (SELECT * FROM t WHERE x IN (@c0, @c1)) AS q", sql.ByCodes(2, CodeMatch.Native));
        Assert.Equal("SYNC-1312", Assert.Throws<ProblemException>(() => sql.Page(after: false)).Problem.Code);
    }

    [Fact]
    public void Largest_change_and_columns()
    {
        Assert.Equal("SELECT MAX(q.\"changed\") FROM (SELECT * FROM t) AS q", Sql(SqlDialect.PostgreSql).MaxChange());
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q LIMIT 0", Sql(SqlDialect.PostgreSql).Columns());
        Assert.Equal("SELECT TOP (0) q.* FROM (SELECT * FROM t) AS q", Sql(SqlDialect.SqlServer).Columns());
    }

    [Theory]
    [InlineData(SqlDialect.Sqlite, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE (q.\"changed\", q.\"id\") > (@v, @k0) ORDER BY q.\"changed\", q.\"id\" LIMIT @n")]
    [InlineData(SqlDialect.PostgreSql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE (q.\"changed\", q.\"id\") > (@v, @k0) ORDER BY q.\"changed\", q.\"id\" LIMIT @n")]
    [InlineData(SqlDialect.MySql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.`changed` >= @v AND ((q.`changed` > @v) OR (q.`changed` = @v AND q.`id` > @k0)) ORDER BY q.`changed`, q.`id` LIMIT @n")]
    [InlineData(SqlDialect.SqlServer, "SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[changed] >= @v AND ((q.[changed] > @v) OR (q.[changed] = @v AND q.[id] > @k0)) ORDER BY q.[changed], q.[id]")]
    public void Page_of_changes_behind_a_row(SqlDialect dialect, string expected) => Assert.Equal(expected, Sql(dialect).ChangePage(ChangeStart.Key));

    [Theory]
    [InlineData(SqlDialect.PostgreSql, "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.\"changed\" IS NOT NULL ORDER BY q.\"changed\", q.\"id\" LIMIT @n", "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.\"changed\" >= @v ORDER BY q.\"changed\", q.\"id\"")]
    [InlineData(SqlDialect.SqlServer, "SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[changed] IS NOT NULL ORDER BY q.[changed], q.[id]", "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.[changed] >= @v ORDER BY q.[changed], q.[id]")]
    public void Changes_from_the_beginning_and_from_a_value(SqlDialect dialect, string page, string all)
    {
        Assert.Equal(page, Sql(dialect).ChangePage(ChangeStart.Beginning));
        Assert.Equal(all, Sql(dialect).AllChanges(ChangeStart.Value));
    }

    [Fact]
    public void Changes_of_a_key_of_several_columns_one_of_them_the_change_itself()
    {
        Assert.Equal(
            "SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[changed] >= @v AND ((q.[changed] > @v) OR (q.[changed] = @v AND q.[a] > @k0) OR (q.[changed] = @v AND q.[a] = @k0 AND q.[b] > @k2)) ORDER BY q.[changed], q.[a], q.[b]",
            Sql(SqlDialect.SqlServer, ["a", "changed", "b"]).ChangePage(ChangeStart.Key));
        Assert.Equal(
            "SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[changed] > @v ORDER BY q.[changed]",
            Sql(SqlDialect.SqlServer, ["changed"]).ChangePage(ChangeStart.Key));
    }

    [Fact]
    public void Null_and_duplicate_keys_among_changes()
    {
        Assert.Equal(
            "SELECT TOP (1) q.[a], q.[b], q.[code] FROM (SELECT * FROM t) AS q WHERE q.[changed] >= @v AND (q.[a] IS NULL OR q.[b] IS NULL)",
            Sql(SqlDialect.SqlServer, ["a", "b"]).ChangedNullKey(ChangeStart.Value));
        Assert.Equal(
            "SELECT q.`id`, COUNT(*) FROM (SELECT * FROM t) AS q WHERE q.`changed` IS NOT NULL GROUP BY q.`changed`, q.`id` HAVING COUNT(*) > 1 LIMIT 1",
            Sql(SqlDialect.MySql).ChangedDuplicateKey(ChangeStart.Beginning));
    }

    [Theory]
    [InlineData("SELECT * FROM t ORDER BY a, b DESC", "SELECT * FROM t")]
    [InlineData("SELECT * FROM t ORDER BY a LIMIT 5", "SELECT * FROM t ORDER BY a LIMIT 5")]
    [InlineData("SELECT * FROM (SELECT * FROM t ORDER BY a) x", "SELECT * FROM (SELECT * FROM t ORDER BY a) x")]
    [InlineData("SELECT * FROM t WHERE b = '' ORDER BY a -- x", "SELECT * FROM t WHERE b = ''")]
    [InlineData("WITH c AS (SELECT 1 AS id ORDER BY 1) SELECT * FROM c ORDER BY id;", "WITH c AS (SELECT 1 AS id ORDER BY 1) SELECT * FROM c")]
    public void The_outermost_order_is_left_out_where_no_limit_needs_it(string query, string inner) =>
        Assert.Equal($"SELECT COUNT(*) FROM ({inner}) AS q", Sql(SqlDialect.PostgreSql, query: query).Count());

    [Fact]
    public void T_sql_gets_its_ctes_in_front() =>
        Assert.Equal(
            "WITH c AS (SELECT 1 AS id) SELECT TOP (@n) q.* FROM (SELECT * FROM c) AS q ORDER BY q.[id]",
            Sql(SqlDialect.SqlServer, query: "WITH c AS (SELECT 1 AS id) SELECT * FROM c ORDER BY id").Page(after: false));

    [Theory]
    [InlineData(SqlDialect.Sqlite, "\"a\"\"b\"")]
    [InlineData(SqlDialect.PostgreSql, "\"a\"\"b\"")]
    [InlineData(SqlDialect.MySql, "`a\"b`")]
    [InlineData(SqlDialect.SqlServer, "[a\"b]")]
    public void Names_are_quoted(SqlDialect dialect, string quoted) => Assert.Equal(quoted, SqlName.Quote("a\"b", dialect));

    private static KeysetSql Sql(SqlDialect dialect, string[]? keys = null, string query = "SELECT * FROM t") =>
        new(ReadOnlyGuard.Check(query, dialect).Required(), keys ?? ["id"], "code", "changed");
}
