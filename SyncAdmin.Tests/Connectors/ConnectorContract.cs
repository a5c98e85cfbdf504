using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>The contract of <see cref="IConnector"/> on a real source, as far as it asks for no SQL; every connector inherits it.</summary>
public abstract partial class ConnectorContract : SourceUnderTest
{
    protected ConnectorContract(Action<ConnectorOptions>? configure = null, Action<IServiceCollection>? more = null)
        : base(configure, more)
    {
    }

    /// <summary>True where pages follow an index.</summary>
    protected virtual bool PagesByKey => true;

    /// <summary>Everything that <see cref="CreateProducts"/> makes.</summary>
    protected virtual SourceQuery AllProducts => new("SELECT id, code, name FROM products", ["id"], "code");

    /// <summary>Everything that <see cref="CreateStock"/> makes.</summary>
    protected virtual SourceQuery Stock => new("SELECT shop, item, lot, quantity FROM stock", ["shop", "item", "lot"], "item");

    /// <summary>A table <c>loose</c> with a key <c>k</c> and a <c>code</c>.</summary>
    protected virtual SourceQuery Loose => new("SELECT k, code FROM loose", ["k"], "code");

    /// <summary>How a backslash is written in a string of this database.</summary>
    protected virtual string Backslash => "\\";

    protected static string Text(object?[] row) => string.Join("|", row);

    protected static async Task<Problem> ProblemOfAsync(Func<Task> act) => (await Assert.ThrowsAsync<ProblemException>(act)).Problem;

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

    protected void CreateStock()
    {
        Execute("CREATE TABLE stock (shop INTEGER NOT NULL, item VARCHAR(20) NOT NULL, lot INTEGER NOT NULL, quantity INTEGER, PRIMARY KEY (shop, item, lot))");
        Insert("stock", "shop, item, lot, quantity", Enumerable.Range(0, 6_000), i => FormattableString.Invariant($"{i / 2_000}, 'I{i / 10 % 200 + 1:000}', {i % 10}, {i}"));
    }

    [Fact]
    public async Task ReadAsync_gives_every_row_once_in_key_order_in_growing_pages()
    {
        CreateProducts(25_000);
        var connector = Connect();
        var pages = await PagesAsync(connector, AllProducts);
        Assert.Equal([1_000, 2_000, 4_000, 8_000, 10_000], pages.Select(page => page.Rows.Count));
        Assert.Equal(Enumerable.Range(1, 25_000).Select(i => (object)(long)i), pages.SelectMany(page => page.Rows).Select(row => row[0]));
        Assert.All(pages, page => Assert.Equal(["id", "code", "name"], page.Columns));
        Assert.Equal("C25000", pages[^1].Rows[^1][1]);
        Assert.Equal(pages.Select(page => page.StatementStarted).Order(), pages.Select(page => page.StatementStarted));
    }

    [Fact]
    public async Task ReadAsync_after_a_key_goes_on_behind_it()
    {
        CreateProducts(3_000);
        var rows = await RowsAsync(Connect(), AllProducts, new SourceKey([2_500L]));
        Assert.Equal(Enumerable.Range(2_501, 500).Select(i => (object)(long)i), rows.Select(row => row[0]));
    }

    [Fact]
    public async Task ReadAsync_of_an_empty_table_ends_without_a_page()
    {
        CreateProducts(0);
        Assert.Empty(await PagesAsync(Connect(), AllProducts));
    }

    [Fact]
    public async Task ReadKeysAsync_gives_the_keys_only()
    {
        CreateProducts(2_500);
        List<SourcePage> pages = [];
        await foreach (var page in Connect().ReadKeysAsync(AllProducts, null, CancellationToken.None))
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
        var query = Stock;
        var connector = Connect();
        var check = await connector.ValidateAsync(query, CancellationToken.None);
        Assert.Null(check.Problem);
        Assert.Equal(PagesByKey, check.PagesByKey);

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
        var query = Stock;
        var connector = Connect();
        var keys = (await RowsAsync(connector, query)).Take(1_000).Select(row => new SourceKey([.. row.Take(3).Select(value => value!)])).ToList();
        Assert.Equal(1_000, (await connector.ReadByKeysAsync(query, keys, CancellationToken.None)).Rows.Count);
    }

    [Fact]
    public async Task Emoji_and_right_to_left_text_arrive_as_they_are()
    {
        CreateProducts(0);
        const string Name = "Martillo 🔨👩‍🔧 «ñandú» مطرقة פטיש 'quoted' \\back";
        Execute($"INSERT INTO products VALUES (1, '🔧-ñ', '{Name.Replace("'", "''", StringComparison.Ordinal).Replace("\\", Backslash, StringComparison.Ordinal)}')");
        var connector = Connect();
        Assert.Equal(Name, Assert.Single(await RowsAsync(connector, AllProducts))[2]);
        Assert.Equal(Name, Assert.Single((await connector.ReadByCodesAsync(AllProducts, ["🔧-ñ"], CancellationToken.None)).Rows)[2]);
    }
}
