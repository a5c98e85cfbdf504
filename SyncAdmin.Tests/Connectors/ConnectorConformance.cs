using System.Globalization;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>The contract of <see cref="IConnector"/> on a real source; every connector inherits it.</summary>
public abstract partial class ConnectorConformance : SourceUnderTest
{
    protected ConnectorConformance(Action<ConnectorOptions>? configure = null)
        : base(configure)
    {
    }

    /// <summary>A table with an integer key, a code and a name; <paramref name="rows"/> of them, keys from 1, codes <c>C1…</c>.</summary>
    protected void CreateProducts(int rows, int step = 1)
    {
        Execute("CREATE TABLE products (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(40), name VARCHAR(200))");
        Execute("CREATE INDEX products_code ON products (code)");
        Insert("products", "id, code, name", Enumerable.Range(1, rows).Select(i => i * step), i => FormattableString.Invariant($"{i}, 'C{i}', 'Product {i}'"));
    }

    protected void Insert(string table, string columns, IEnumerable<int> numbers, Func<int, string> values)
    {
        foreach (var chunk in numbers.Chunk(2_000))
        {
            Execute($"INSERT INTO {table} ({columns}) VALUES ({string.Join("), (", chunk.Select(values))})");
        }
    }

    protected static SourceQuery Products(string template = "SELECT id, code, name FROM products") => new(template, ["id"], "code");

    protected static async Task<Problem> ProblemOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Problem;

    [Fact]
    public async Task ReadAsync_gives_every_row_once_in_key_order_in_growing_pages()
    {
        CreateProducts(25_000);
        var connector = Connect();
        var pages = await PagesAsync(connector, Products());
        Assert.Equal([1_000, 2_000, 4_000, 8_000, 10_000], pages.Select(page => page.Rows.Count));
        Assert.Equal(Enumerable.Range(1, 25_000).Select(i => (object)(long)i), pages.SelectMany(page => page.Rows).Select(row => row[0]));
        Assert.All(pages, page => Assert.Equal(["id", "code", "name"], page.Columns));
        Assert.Equal("C25000", pages[^1].Rows[^1][1]);
        Assert.Equal(pages.Select(page => page.StatementStarted).Order(), pages.Select(page => page.StatementStarted));
    }

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
    public async Task ReadAsync_after_a_key_goes_on_behind_it()
    {
        CreateProducts(3_000);
        var rows = await RowsAsync(Connect(), Products(), new SourceKey([2_500L]));
        Assert.Equal(Enumerable.Range(2_501, 500).Select(i => (object)(long)i), rows.Select(row => row[0]));
    }

    [Fact]
    public async Task ReadAsync_of_an_empty_table_ends_without_a_page()
    {
        CreateProducts(0);
        Assert.Empty(await PagesAsync(Connect(), Products()));
    }

    [Fact]
    public async Task ReadKeysAsync_gives_the_keys_only()
    {
        CreateProducts(2_500);
        List<SourcePage> pages = [];
        await foreach (var page in Connect().ReadKeysAsync(Products(), null, CancellationToken.None))
        {
            pages.Add(page);
        }

        Assert.All(pages, page => Assert.Equal(["id"], page.Columns));
        Assert.Equal(Enumerable.Range(1, 2_500).Select(i => (object)(long)i), pages.SelectMany(page => page.Rows).Select(row => Assert.Single(row)));
    }

    [Fact]
    public async Task A_key_of_several_columns_pages_resumes_and_is_found_again()
    {
        CreateStock();
        var query = new SourceQuery("SELECT shop, item, lot, quantity FROM stock", ["shop", "item", "lot"], "item");
        var connector = Connect();
        var check = await connector.ValidateAsync(query, CancellationToken.None);
        Assert.Null(check.Problem);
        Assert.True(check.PagesByKey);

        var rows = await RowsAsync(connector, query);
        Assert.Equal(6_000, rows.Count);
        Assert.Equal(rows.OrderBy(row => (long)row[0]!).ThenBy(row => (string)row[1]!, StringComparer.Ordinal).ThenBy(row => (long)row[2]!), rows);

        var middle = new SourceKey([.. rows[3_210].Take(3).Select(value => value!)]);
        Assert.Equal(rows.Skip(3_211).Select(Text), (await RowsAsync(connector, query, middle)).Select(Text));

        var gone = new SourceKey([99L, "I001", 1L]);
        var found = await connector.ReadByKeysAsync(query, [middle, gone], CancellationToken.None);
        Assert.Equal(Text(rows[3_210]), Text(Assert.Single(found.Rows)));
    }

    [Fact]
    public async Task Lookups_by_a_thousand_keys_of_several_columns_work()
    {
        CreateStock();
        var query = new SourceQuery("SELECT shop, item, lot, quantity FROM stock", ["shop", "item", "lot"], "item");
        var connector = Connect();
        var keys = (await RowsAsync(connector, query)).Take(1_000).Select(row => new SourceKey([.. row.Take(3).Select(value => value!)])).ToList();
        Assert.Equal(1_000, (await connector.ReadByKeysAsync(query, keys, CancellationToken.None)).Rows.Count);
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

    [Fact]
    public async Task Emoji_and_right_to_left_text_arrive_as_they_are()
    {
        CreateProducts(0);
        const string Name = "Martillo 🔨👩‍🔧 «ñandú» مطرقة פטיש 'quoted' \\back";
        Execute($"INSERT INTO products VALUES (1, '🔧-ñ', '{Name.Replace("'", "''", StringComparison.Ordinal).Replace("\\", Backslash, StringComparison.Ordinal)}')");
        var connector = Connect();
        Assert.Equal(Name, Assert.Single(await RowsAsync(connector, Products()))[2]);
        Assert.Equal(Name, Assert.Single((await connector.ReadByCodesAsync(Products(), ["🔧-ñ"], CancellationToken.None)).Rows)[2]);
    }

    /// <summary>A query with LIMIT as this database writes it.</summary>
    protected virtual string InDialect(string query) => query;

    /// <summary>How a backslash is written in a string of this database.</summary>
    protected virtual string Backslash => "\\";

    protected void CreateStock()
    {
        Execute("CREATE TABLE stock (shop INTEGER NOT NULL, item VARCHAR(20) NOT NULL, lot INTEGER NOT NULL, quantity INTEGER, PRIMARY KEY (shop, item, lot))");
        Insert("stock", "shop, item, lot, quantity", Enumerable.Range(0, 6_000), i => FormattableString.Invariant($"{i / 2_000}, 'I{i / 10 % 200 + 1:000}', {i % 10}, {i}"));
    }

    protected static string Text(object?[] row) => string.Join("|", row);
}
