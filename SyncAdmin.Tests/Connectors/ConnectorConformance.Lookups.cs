using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Preview, count, keys, codes; tables and columns.</content>
public abstract partial class ConnectorConformance
{
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
}
