using System.Globalization;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>The contract of <see cref="IConnector"/> on a real database, with what only SQL can ask; every SQL connector inherits it.</summary>
public abstract partial class ConnectorConformance : ConnectorContract
{
    protected ConnectorConformance(Action<ConnectorOptions>? configure = null)
        : base(configure)
    {
    }

    protected static SourceQuery Products(string template = "SELECT id, code, name FROM products") => new(template, ["id"], "code");

    [Fact]
    public async Task ReadAsync_gives_rows_that_stay_exactly_once_while_others_come_and_go()
    {
        CreateProducts(25_000, step: 2);
        var connector = Connect();
        List<long> seen = [];
        await foreach (var page in connector.ReadAsync(Products(), null, CancellationToken.None))
        {
            seen.AddRange(page.Rows.Select(row => (long)row[0]!));
            // Before, at and behind the border: none of it may shift what comes next.
            var border = (int)seen[^1];
            Execute($"DELETE FROM products WHERE id IN ({border}, {border - 4}, {border + 4})");
            Insert("products", "id, code, name", [border - 1, border + 1, border + 3], i => $"{i}, 'N{i}', 'new'");
        }

        Assert.Equal(seen.Distinct().Order(), seen);
        var expected = Enumerable.Range(1, 25_000).Select(i => i * 2L).ToHashSet();
        var missing = expected.Except(seen).ToList();
        // Only what was deleted ahead of the reader may be missing: one row per page.
        Assert.InRange(missing.Count, 1, 5);
        Assert.All(missing, id => Assert.Contains(id - 4, seen));
    }

    [Fact]
    public async Task A_grouped_query_is_read_through_a_spool_with_the_same_rows()
    {
        CreateStock();
        var query = new SourceQuery("SELECT item, COUNT(*) AS lots, SUM(quantity) AS quantity FROM stock GROUP BY item", ["item"], "item");
        var connector = Connect();
        var check = await connector.ValidateAsync(query, CancellationToken.None);
        Assert.Null(check.Problem);
        Assert.False(check.PagesByKey);
        Assert.Contains("item", Assert.Single(check.Warnings), StringComparison.Ordinal);

        var rows = await RowsAsync(connector, query);
        Assert.Equal(200, rows.Count);
        Assert.Equal("I001", rows[0][0]);
        Assert.All(rows, row => Assert.Equal(30, Convert.ToInt32(row[1], CultureInfo.InvariantCulture)));
        Assert.Equal(50, (await RowsAsync(connector, query, new SourceKey(["I150"]))).Count);
        Assert.Empty(System.IO.Directory.GetFiles(Path.Combine(Directory, "data", "spool")));
    }

    [Fact]
    public async Task An_ordered_read_without_index_spools_many_pages()
    {
        Execute("CREATE TABLE loose (n INTEGER NOT NULL, t VARCHAR(100))");
        Insert("loose", "n, t", Enumerable.Range(1, 12_000).Select(i => i * 7_919 % 12_007), i => $"{i}, 'row {i}'");
        var query = new SourceQuery("SELECT n, t FROM loose", ["n"], "n");
        var connector = Connect();
        Assert.False((await connector.ValidateAsync(query, CancellationToken.None)).PagesByKey);
        var pages = await PagesAsync(connector, query);
        Assert.Equal([1_000, 2_000, 4_000, 5_000], pages.Select(page => page.Rows.Count));
        var rows = pages.SelectMany(page => page.Rows).ToList();
        Assert.Equal(rows.Select(row => row[0]).Distinct().Order(), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal($"row {row[0]}", row[1]));
    }

    /// <summary>A query with LIMIT as this database writes it.</summary>
    protected virtual string InDialect(string query) => query;
}
