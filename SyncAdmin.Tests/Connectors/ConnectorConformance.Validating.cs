using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>What can be said of a query without running it.</content>
public abstract partial class ConnectorConformance
{
    [Fact]
    public async Task ValidateAsync_names_the_columns_and_that_pages_follow_the_key()
    {
        CreateProducts(5_000);
        var check = await Connect().ValidateAsync(Products("SELECT p.id, p.code, p.name AS title FROM products p WHERE p.code IS NOT NULL ORDER BY p.name"), CancellationToken.None);
        Assert.Null(check.Problem);
        Assert.True(check.PagesByKey);
        Assert.Empty(check.Warnings);
        Assert.Equal(["id", "code", "title"], check.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("SELECT MIN(id) AS id, code FROM products GROUP BY code")]
    [InlineData("SELECT DISTINCT id, code FROM products")]
    [InlineData("SELECT id, code FROM products WHERE id < 10 UNION ALL SELECT id, code FROM products WHERE id > 20")]
    [InlineData("SELECT id, code FROM products ORDER BY code LIMIT 50")]
    [InlineData("SELECT id + 0 AS id, code FROM products")]
    public async Task ValidateAsync_warns_where_pages_can_not_follow_an_index(string template)
    {
        CreateProducts(100);
        template = InDialect(template);
        var connector = Connect();
        var check = await connector.ValidateAsync(Products(template), CancellationToken.None);
        Assert.Null(check.Problem);
        Assert.False(check.PagesByKey);
        Assert.Single(check.Warnings);
        var rows = await RowsAsync(connector, Products(template));
        Assert.Equal(await connector.CountAsync(Products(template), CancellationToken.None), rows.Count);
        Assert.Equal(rows.Select(row => row[0]).Distinct().Order(), rows.Select(row => row[0]));
    }

    [Fact]
    public async Task ValidateAsync_does_not_run_the_query()
    {
        CreateProducts(3_000);
        // Run, this would take hours.
        var query = Products("SELECT p.id, p.code FROM products p WHERE (SELECT COUNT(*) FROM products a, products b, products c, products d WHERE a.id + b.id + c.id + d.id = p.id) > 0");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.Null((await Connect().ValidateAsync(query, patience.Token)).Problem);
    }

    [Fact]
    public async Task A_key_with_an_index_that_is_not_the_primary_key_pages_by_it()
    {
        CreateProducts(3_000);
        var query = new SourceQuery("SELECT code, name, id FROM products WHERE code IS NOT NULL", ["code"], "code");
        var connector = Connect();
        Assert.True((await connector.ValidateAsync(query, CancellationToken.None)).PagesByKey);
        var rows = await RowsAsync(connector, query);
        Assert.Equal(3_000, rows.Select(row => row[0]).Distinct().Count());
    }

    [Fact]
    public async Task Two_keys_that_differ_in_blanks_at_their_end_only_are_named_and_one_alone_is_read()
    {
        Execute("CREATE TABLE loose (shop INTEGER NOT NULL, k VARCHAR(20) NOT NULL)");
        Execute("INSERT INTO loose VALUES (1, 'a'), (1, 'b '), (2, 'a '), (2, 'c')");
        var query = new SourceQuery("SELECT shop, k FROM loose", ["shop", "k"], "k");
        var connector = Connect();
        Assert.Equal(["1|a", "1|b ", "2|a ", "2|c"], (await RowsAsync(connector, query)).Select(Text));

        Execute("INSERT INTO loose VALUES (1, 'b')");
        var problem = await ProblemOfAsync(() => PagesAsync(connector, query));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
        Assert.Contains("k = b", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_join_is_read_completely_whatever_way_the_planner_takes()
    {
        CreateProducts(5_000);
        Execute("CREATE TABLE brands (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(40))");
        Insert("brands", "id, name", Enumerable.Range(0, 10), i => $"{i}, 'Brand {i}'");
        var query = Products("WITH b AS (SELECT id, name FROM brands) SELECT p.id, p.code, b.name FROM products p LEFT JOIN b ON b.id = p.id % 10");
        var rows = await RowsAsync(Connect(), query);
        Assert.Equal(Enumerable.Range(1, 5_000).Select(i => (object)(long)i), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal($"Brand {(long)row[0]! % 10}", row[2]));
    }
}
