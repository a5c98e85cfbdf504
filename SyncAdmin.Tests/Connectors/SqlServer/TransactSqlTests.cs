using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using Xunit;

namespace SyncAdmin.Tests.Connectors.SqlServer;

/// <summary>Every T-SQL text that is made around a person's query, word by word.</summary>
public sealed class TransactSqlTests
{
    private const string Query = "SELECT * FROM t";

    [Fact]
    public void Pages()
    {
        Assert.Equal("SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q ORDER BY q.[id] OPTION (FAST 1)", Sql().Page(after: false));
        Assert.Equal("SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[id] > @k0 ORDER BY q.[id] OPTION (FAST 1)", Sql().Page(after: true));
        Assert.Equal("SELECT TOP (@n) q.[id] FROM (SELECT * FROM t) AS q WHERE q.[id] > @k0 ORDER BY q.[id] OPTION (FAST 1)", Sql().KeyPage(after: true));
        Assert.Equal(
            "SELECT TOP (@n) q.[a], q.[b], q.[c] FROM (SELECT * FROM t) AS q WHERE q.[a] >= @k0 AND ((q.[a] > @k0) OR (q.[a] = @k0 AND q.[b] > @k1) OR (q.[a] = @k0 AND q.[b] = @k1 AND q.[c] > @k2)) ORDER BY q.[a], q.[b], q.[c] OPTION (FAST 1)",
            Sql(keys: ["a", "b", "c"]).KeyPage(after: true));
    }

    [Fact]
    public void Everything_in_order_for_the_spool()
    {
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q ORDER BY q.[id]", Sql().All(after: false));
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.[id] > @k0 ORDER BY q.[id]", Sql().All(after: true));
        Assert.Equal("SELECT q.[id] FROM (SELECT * FROM t) AS q ORDER BY q.[id]", Sql().AllKeyRows(after: false));
    }

    [Fact]
    public void What_is_asked_beside_reading()
    {
        Assert.Equal("SELECT COUNT_BIG(*) FROM (SELECT * FROM t) AS q", Sql().Count());
        Assert.Equal("SELECT TOP (0) q.* FROM (SELECT * FROM t) AS q", Sql().Columns());
        Assert.Equal("SELECT TOP (1) q.[a], q.[b], q.[code] FROM (SELECT * FROM t) AS q WHERE q.[a] IS NULL OR q.[b] IS NULL", Sql(keys: ["a", "b"]).NullKey());
        Assert.Equal("SELECT TOP (1) q.[a], q.[b], COUNT(*) FROM (SELECT * FROM t) AS q GROUP BY q.[a], q.[b] HAVING COUNT(*) > 1", Sql(keys: ["a", "b"]).DuplicateKey());
    }

    [Fact]
    public void Lookups()
    {
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.[id] IN (@k0_0, @k1_0)", Sql().ByKeys(2));
        Assert.Equal(
            "SELECT q.* FROM (SELECT * FROM t) AS q WHERE (q.[a] = @k0_0 AND q.[b] = @k0_1) OR (q.[a] = @k1_0 AND q.[b] = @k1_1)", Sql(keys: ["a", "b"]).ByKeys(2));
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.[code] IN (@c0, @c1)", Sql().ByCodes(2, CodeMatch.Native));
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t) AS q WHERE CAST(q.[code] AS nvarchar(4000)) IN (@c0)", Sql().ByCodes(1, CodeMatch.Text));
        Assert.Equal("SELECT q.* FROM (SELECT * FROM t WHERE x IN (@c0, @c1)) AS q", Sql("SELECT * FROM t WHERE x IN ({{codes}})").ByCodes(2, CodeMatch.Native));
    }

    [Fact]
    public void Changes()
    {
        Assert.Equal("SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[rv] IS NOT NULL ORDER BY q.[rv], q.[id] OPTION (FAST 1)", Sql().ChangePage(ChangeStart.Beginning));
        Assert.Equal("SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[rv] >= @v ORDER BY q.[rv], q.[id] OPTION (FAST 1)", Sql().ChangePage(ChangeStart.Value));
        Assert.Equal(
            "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.[rv] >= @v AND ((q.[rv] > @v) OR (q.[rv] = @v AND q.[id] > @k0)) ORDER BY q.[rv], q.[id]", Sql().AllChanges(ChangeStart.Key));
        Assert.Equal("SELECT TOP (1) q.[id], q.[code] FROM (SELECT * FROM t) AS q WHERE q.[rv] >= @v AND (q.[id] IS NULL)", Sql().ChangedNullKey(ChangeStart.Value));
        Assert.Equal(
            "SELECT TOP (1) q.[id], COUNT(*) FROM (SELECT * FROM t) AS q WHERE q.[rv] >= @v GROUP BY q.[rv], q.[id] HAVING COUNT(*) > 1", Sql().ChangedDuplicateKey(ChangeStart.Value));
        Assert.Equal("SELECT MAX(q.[rv]) FROM (SELECT * FROM t) AS q", Sql().MaxChange());
    }

    [Fact]
    public void Changes_below_what_is_still_being_written()
    {
        var sql = new KeysetSql(ReadOnlyGuard.Check(Query, SqlDialect.SqlServer).Required(), ["id"], "code", "rv") { ChangesAreBounded = true };
        Assert.Equal("SELECT MAX(q.[rv]) FROM (SELECT * FROM t) AS q WHERE q.[rv] < @b", sql.MaxChange());
        Assert.Equal("SELECT TOP (@n) q.* FROM (SELECT * FROM t) AS q WHERE q.[rv] < @b AND q.[rv] IS NOT NULL ORDER BY q.[rv], q.[id] OPTION (FAST 1)", sql.ChangePage(ChangeStart.Beginning));
        Assert.Equal(
            "SELECT q.* FROM (SELECT * FROM t) AS q WHERE q.[rv] < @b AND q.[rv] >= @v AND ((q.[rv] > @v) OR (q.[rv] = @v AND q.[id] > @k0)) ORDER BY q.[rv], q.[id]", sql.AllChanges(ChangeStart.Key));
        Assert.Equal("SELECT TOP (1) q.[id], q.[code] FROM (SELECT * FROM t) AS q WHERE q.[rv] < @b AND q.[rv] >= @v AND (q.[id] IS NULL)", sql.ChangedNullKey(ChangeStart.Value));
    }

    [Theory]
    [InlineData("SELECT id FROM t ORDER BY id DESC", "SELECT COUNT_BIG(*) FROM (SELECT id FROM t) AS q")]
    [InlineData("SELECT TOP 5 id FROM t ORDER BY id DESC", "SELECT COUNT_BIG(*) FROM (SELECT TOP 5 id FROM t ORDER BY id DESC) AS q")]
    [InlineData("SELECT TOP (5) WITH TIES id FROM t ORDER BY id", "SELECT COUNT_BIG(*) FROM (SELECT TOP (5) WITH TIES id FROM t ORDER BY id) AS q")]
    [InlineData(
        "SELECT id FROM t ORDER BY id OFFSET 5 ROWS FETCH NEXT 2 ROWS ONLY",
        "SELECT COUNT_BIG(*) FROM (SELECT id FROM t ORDER BY id OFFSET 5 ROWS FETCH NEXT 2 ROWS ONLY) AS q")]
    [InlineData(
        "SELECT id FROM t ORDER BY id OFFSET {{offset}} ROWS FETCH NEXT {{limit}} ROWS ONLY",
        "SELECT COUNT_BIG(*) FROM (SELECT id FROM t ORDER BY id OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY) AS q")]
    [InlineData("SELECT limit, offset FROM t ORDER BY limit, offset DESC", "SELECT COUNT_BIG(*) FROM (SELECT limit, offset FROM t) AS q")]
    [InlineData("SELECT id FROM (SELECT TOP 3 id FROM t ORDER BY id) x ORDER BY id", "SELECT COUNT_BIG(*) FROM (SELECT id FROM (SELECT TOP 3 id FROM t ORDER BY id) x) AS q")]
    [InlineData("SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM t", "SELECT COUNT_BIG(*) FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM t) AS q")]
    public void An_outermost_order_stays_only_where_TOP_or_OFFSET_needs_it(string query, string count) => Assert.Equal(count, Sql(query).Count());

    [Theory]
    [InlineData(
        "WITH a AS (SELECT 1 AS id), b (id) AS (SELECT id FROM a) SELECT * FROM b ORDER BY id",
        "WITH a AS (SELECT 1 AS id), b (id) AS (SELECT id FROM a) SELECT TOP (@n) q.* FROM (SELECT * FROM b) AS q ORDER BY q.[id] OPTION (FAST 1)")]
    [InlineData(
        "WITH r AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM r WHERE id < 500) SELECT id FROM r ORDER BY id OPTION (MAXRECURSION 500);",
        "WITH r AS (SELECT 1 AS id UNION ALL SELECT id + 1 FROM r WHERE id < 500) SELECT TOP (@n) q.* FROM (SELECT id FROM r) AS q ORDER BY q.[id] OPTION (MAXRECURSION 500)")]
    [InlineData("SELECT id FROM t OPTION (RECOMPILE, MAXDOP 1)", "SELECT TOP (@n) q.* FROM (SELECT id FROM t) AS q ORDER BY q.[id] OPTION (RECOMPILE, MAXDOP 1)")]
    public void Common_table_expressions_go_in_front_and_hints_behind(string query, string page) => Assert.Equal(page, Sql(query).Page(after: false));

    [Theory]
    [InlineData("SELECT id FROM t FOR XML PATH('')", "SYNC-1090", "\"FOR\" \"XML\" at line 1, column 18")]
    [InlineData("SELECT id FROM t ORDER BY id FOR JSON AUTO", "SYNC-1090", "\"FOR\" \"JSON\"")]
    [InlineData("SELECT id FROM t OPTION (MAXDOP 1) UNION SELECT id FROM u", "SYNC-1303", "Behind OPTION (…) \"UNION\"")]
    [InlineData("SELECT id FROM t OPTION (TABLE HINT (t, UPDLOCK))", "SYNC-1306", "UPDLOCK")]
    public void What_can_not_be_wrapped_is_refused_with_its_place(string query, string code, string detail)
    {
        var problem = ReadOnlyGuard.Check(query, SqlDialect.SqlServer).Problem;
        Assert.Equal(code, problem?.Code);
        Assert.Contains(detail, problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void FOR_XML_within_a_column_stays() => Assert.Equal(
        "SELECT COUNT_BIG(*) FROM (SELECT id, (SELECT n + ',' FROM u FOR XML PATH('')) AS names FROM t) AS q",
        Sql("SELECT id, (SELECT n + ',' FROM u FOR XML PATH('')) AS names FROM t").Count());

    [Fact]
    public void Column_names_are_quoted() => Assert.Equal(
        "SELECT TOP (@n) q.[Art. ]]Nr]]] FROM (SELECT * FROM t) AS q WHERE q.[Art. ]]Nr]]] > @k0 ORDER BY q.[Art. ]]Nr]]] OPTION (FAST 1)", Sql(keys: ["Art. ]Nr]"]).KeyPage(after: true));

    private static KeysetSql Sql(string query = Query, string[]? keys = null) =>
        new(ReadOnlyGuard.Check(query, SqlDialect.SqlServer).Required(), keys ?? ["id"], "code", "rv");
}
