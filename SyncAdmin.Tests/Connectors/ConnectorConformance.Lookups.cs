using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Preview, count, keys, codes; tables and columns.</content>
public abstract partial class ConnectorConformance
{
    [Fact]
    public async Task PreviewAsync_gives_the_first_rows_and_the_total()
    {
        CreateProducts(1_234);
        var preview = await Connect().PreviewAsync(Products(), 5, CancellationToken.None);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], preview.Rows.Select(row => (long)row[0]!));
        Assert.Equal(1_234, preview.Total);
        Assert.Equal(["id", "code", "name"], preview.Columns.Select(column => column.Name));
        Assert.All(preview.Columns, column => Assert.NotEmpty(column.Type));
    }

    [Fact]
    public async Task PreviewAsync_cuts_huge_values_as_it_reads_them()
    {
        Execute($"CREATE TABLE notes (id INTEGER NOT NULL PRIMARY KEY, note {LongText})");
        Execute($"INSERT INTO notes VALUES (1, '{new string('x', 300_000)}'), (2, 'short')");
        var query = new SourceQuery("SELECT id, note FROM notes", ["id"], "id");
        var connector = Connect();
        var preview = await connector.PreviewAsync(query, 5, CancellationToken.None);
        var note = (string)preview.Rows[0][1]!;
        Assert.Equal(100_000, note.Length);
        Assert.EndsWith("x… (300,000 characters)", note, StringComparison.Ordinal);
        Assert.Equal("short", preview.Rows[1][1]);
        Assert.Equal(300_000, ((string)(await RowsAsync(connector, query))[0][1]!).Length);
    }

    /// <summary>The type of a text without limit.</summary>
    protected virtual string LongText => "TEXT";

    [Fact]
    public async Task CountAsync_counts_exactly()
    {
        CreateProducts(1_234);
        Assert.Equal(1_200, await Connect().CountAsync(Products("SELECT id, code FROM products WHERE id <= 1200;"), CancellationToken.None));
    }

    [Fact]
    public async Task ReadByKeysAsync_leaves_out_what_is_gone()
    {
        CreateProducts(100);
        var page = await Connect().ReadByKeysAsync(Products(), [new([7L]), new([70L]), new([700L])], CancellationToken.None);
        Assert.Equal([7L, 70L], page.Rows.Select(row => (long)row[0]!).Order());
    }

    [Fact]
    public async Task ReadByKeysAsync_of_no_keys_is_empty_and_of_too_many_refused()
    {
        CreateProducts(1);
        var connector = Connect();
        Assert.Empty((await connector.ReadByKeysAsync(Products(), [], CancellationToken.None)).Rows);
        var problem = await ProblemOfAsync(() => connector.ReadByKeysAsync(Products(), [.. Enumerable.Range(0, 1_001).Select(i => new SourceKey([(long)i]))], CancellationToken.None));
        Assert.Equal(ErrorCatalog.SourceTooManyValues, problem.Error);
    }

    [Fact]
    public async Task ReadByCodesAsync_gives_every_row_of_a_code()
    {
        CreateProducts(10);
        Execute("UPDATE products SET code = 'same' WHERE id IN (3, 4)");
        var page = await Connect().ReadByCodesAsync(Products(), ["same", "C7", "nobody", "x' OR '1'='1"], CancellationToken.None);
        Assert.Equal([3L, 4L, 7L], page.Rows.Select(row => (long)row[0]!).Order());
    }

    [Fact]
    public async Task ReadByCodesAsync_compares_numbers_as_their_text()
    {
        CreateProducts(10);
        var query = Products() with { CodeField = "id" };
        var page = await Connect().ReadByCodesAsync(query, ["7", "007", "7.0", "seven", "", " 8", "99999999999999999999999"], CancellationToken.None);
        Assert.Equal(7L, Assert.Single(page.Rows)[0]);
    }

    [Fact]
    public async Task ReadByCodesAsync_takes_a_thousand_codes()
    {
        CreateProducts(2_000);
        var page = await Connect().ReadByCodesAsync(Products(), [.. Enumerable.Range(1, 1_000).Select(i => $"C{i * 2}")], CancellationToken.None);
        Assert.Equal(1_000, page.Rows.Count);
    }

    [Fact]
    public async Task ListTablesAsync_lists_tables_and_views_and_no_others()
    {
        CreateProducts(1);
        Execute("CREATE VIEW cheap AS SELECT id, name FROM products");
        var tables = await Connect().ListTablesAsync(CancellationToken.None);
        Assert.Equal([("cheap", true), ("products", false)], tables.Select(table => (table.Name, table.IsView)));
    }

    [Fact]
    public async Task ListColumnsAsync_tells_key_index_and_null()
    {
        CreateProducts(1);
        var connector = Connect();
        var table = (await connector.ListTablesAsync(CancellationToken.None))[0];
        var columns = await connector.ListColumnsAsync(table, CancellationToken.None);
        Assert.Equal(
            [("id", false, true, true), ("code", true, false, true), ("name", true, false, false)],
            columns.Select(column => (column.Name, column.Nullable!.Value, column.PrimaryKey, column.Indexed)));
        Assert.All(columns, column => Assert.NotEmpty(column.Type));

        var problem = await ProblemOfAsync(() => connector.ListColumnsAsync(table with { Name = "nothing\"`" }, CancellationToken.None));
        Assert.Equal(ErrorCatalog.QueryTableMissing, problem.Error);
    }

    [Fact]
    public async Task A_text_with_signs_of_parameters_is_only_a_text()
    {
        CreateProducts(3);
        var query = Products("SELECT id, code, '@k0 $1 ? :x {n}' AS name FROM products WHERE code <> '@n;--'");
        var rows = await RowsAsync(Connect(), query, new SourceKey([1L]));
        Assert.Equal([2L, 3L], rows.Select(row => (long)row[0]!));
        Assert.Equal("@k0 $1 ? :x {n}", rows[0][2]);
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_disturb_each_other()
    {
        CreateProducts(3_000);
        var connector = Connect();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => (await RowsAsync(connector, Products(), new SourceKey([(long)(i * 100)]))).Count));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 3_000 - (i * 100)), all);
    }
}
