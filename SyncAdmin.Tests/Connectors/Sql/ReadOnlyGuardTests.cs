using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Sql;

public sealed class ReadOnlyGuardTests
{
    [Theory]
    [InlineData("SELECT id,\n  name INTO x FROM t", "SYNC-1304", "\"INTO\" at line 2, column 8")]
    [InlineData("SELECT 1; DROP TABLE t", "SYNC-1303", "line 1, column 9")]
    [InlineData("DELETE FROM t", "SYNC-1302", "\"DELETE\" at line 1, column 1")]
    [InlineData("SELECT 'it''s", "SYNC-1301", "string that never ends at line 1, column 8")]
    [InlineData("SELECT /* x", "SYNC-1301", "comment that never ends at line 1, column 8")]
    [InlineData("SELECT id FROM t) q; --", "SYNC-1307", "\")\" without its \"(\" at line 1, column 17")]
    [InlineData("SELECT (id FROM t", "SYNC-1307", "left open")]
    [InlineData(" -- nothing\n ;", "SYNC-1300", "no statement")]
    [InlineData("SELECT * FROM t WHERE a = '{{since}}'", "SYNC-1308", "{{since}} inside quotes")]
    [InlineData("SELECT * FROM t WHERE a = {{until}}", "SYNC-1308", "unknown placeholder {{until}}")]
    [InlineData("SELECT * FROM t WHERE a = @x", "SYNC-1309", "\"@x\"")]
    [InlineData("SELECT \0 FROM t", "SYNC-1301", "NUL")]
    [InlineData("SELECT 1a FROM t", "SYNC-1310", "1a")]
    public void A_refusal_names_the_word_and_its_position(string sql, string code, string detail)
    {
        foreach (var dialect in Enum.GetValues<SqlDialect>())
        {
            var outcome = ReadOnlyGuard.Check(sql, dialect);

            Assert.Equal(code, outcome.Problem?.Code);
            Assert.Contains(detail, outcome.Problem!.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_sent_holds_no_comment_and_no_trailing_semicolon()
    {
        var query = Pass("-- head\nSELECT id/* c */, name -- tail\nFROM t ; -- end", SqlDialect.PostgreSql);

        Assert.Equal("SELECT id , name FROM t", query.Text());
    }

    [Fact]
    public void Placeholders_become_parameters()
    {
        var query = Pass("SELECT * FROM t WHERE c IN ({{ codes }}) AND d > {{Since}} LIMIT {{limit}} OFFSET {{offset}}", SqlDialect.Sqlite);

        Assert.Equal("SELECT * FROM t WHERE c IN (@c0, @c1) AND d > @since LIMIT @limit OFFSET @offset", query.Text(codes: 2));
        Assert.Equal(SqlPlaceholders.Codes | SqlPlaceholders.Since | SqlPlaceholders.Limit | SqlPlaceholders.Offset, query.Placeholders);
    }

    [Theory]
    [InlineData("SELECT a FROM t", nameof(SqlShape.None))]
    [InlineData("WITH c AS (SELECT COUNT(*) FROM t GROUP BY a ORDER BY a LIMIT 1) SELECT a FROM c", nameof(SqlShape.Cte))]
    [InlineData("SELECT a FROM t ORDER BY a", nameof(SqlShape.OrderBy))]
    [InlineData("SELECT a FROM t ORDER BY a LIMIT 5", "OrderBy, Limit")]
    [InlineData("SELECT a, SUM(b) FROM t GROUP BY a", "GroupBy, Aggregate")]
    [InlineData("SELECT COALESCE(MAX(a), 0) FROM t", nameof(SqlShape.Aggregate))]
    [InlineData("SELECT (SELECT MAX(x) FROM u GROUP BY y) FROM t", nameof(SqlShape.None))]
    [InlineData("SELECT DISTINCT a FROM t", nameof(SqlShape.Distinct))]
    [InlineData("SELECT a FROM t UNION ALL SELECT a FROM u", nameof(SqlShape.SetOperation))]
    [InlineData("SELECT ROW_NUMBER() OVER (ORDER BY a) FROM t", nameof(SqlShape.Window))]
    public void The_outermost_level_is_described(string sql, string shape) =>
        Assert.Equal(shape, Pass(sql, SqlDialect.PostgreSql).Shape.ToString());

    [Fact]
    public void A_query_beyond_the_limit_is_refused() =>
        Assert.Equal("SYNC-1311", ReadOnlyGuard.Check("SELECT " + new string('1', 100_000), SqlDialect.Sqlite).Problem?.Code);

    private static GuardedQuery Pass(string sql, SqlDialect dialect) => ReadOnlyGuard.Check(sql, dialect).Required();
}
