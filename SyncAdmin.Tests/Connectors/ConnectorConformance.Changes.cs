using System.Globalization;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Incremental reading.</content>
public abstract partial class ConnectorConformance
{
    private const string Versioned = "SELECT id, code, version FROM items";

    [Theory]
    [InlineData(null)]
    [InlineData("version")]
    [InlineData("version, id")]
    public async Task ReadChangesAsync_gives_ties_across_page_borders_once_each_in_order(string? index)
    {
        CreateItems(5_000, index);
        var connector = Connect();
        var warnings = (await connector.ValidateAsync(Items(), CancellationToken.None)).Warnings;
        Assert.Equal(index is null ? 1 : 0, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains("(version, id)", warning, StringComparison.Ordinal));

        var pages = await ChangePagesAsync(connector, Items());
        Assert.Equal([1_000, 2_000, 2_000], pages.Select(page => page.Rows.Count));
        Assert.Equal(InOrder(Enumerable.Range(1, 5_000)), pages.SelectMany(page => page.Rows).Select(row => (long)row[0]!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("version")]
    public async Task ReadChangesAsync_from_a_value_gives_its_ties_again_and_from_a_key_goes_on_behind_it(string? index)
    {
        CreateItems(5_000, index);
        var connector = Connect();
        var all = InOrder(Enumerable.Range(1, 5_000));
        var fifth = all.First(id => Version(id) == 5);
        var (position, tie) = (all.IndexOf(fifth), all.IndexOf(fifth) + 100);

        Assert.Equal(all.Skip(position), await ChangedAsync(connector, Items(), new ChangePosition(5L)));
        Assert.Equal(all.Skip(tie + 1), await ChangedAsync(connector, Items(), new ChangePosition(5L, new SourceKey([all[tie]]))));
        Assert.Empty(await ChangedAsync(connector, Items(), new ChangePosition(5_000L)));
        Assert.Equal(7L, await connector.HighestChangeAsync(Items(), CancellationToken.None));
    }

    [Fact]
    public async Task A_row_committed_late_with_the_value_read_last_is_found_from_that_value()
    {
        CreateItems(100, "version");
        var connector = Connect();
        var highest = (long)(await connector.HighestChangeAsync(Items(), CancellationToken.None))!;
        var seen = await ChangedAsync(connector, Items(), new ChangePosition(highest));

        // A lower key at the same value: (value, key) would have passed it by.
        Execute(FormattableString.Invariant($"INSERT INTO items (id, code, version) VALUES (-5, 'late', {highest})"));
        Assert.Equal([-5L, .. seen], await ChangedAsync(connector, Items(), new ChangePosition(highest)));
        Assert.Empty(await ChangedAsync(connector, Items(), new ChangePosition(highest, new SourceKey([seen[^1]]))));
    }

    [Fact]
    public async Task Of_an_empty_table_there_are_no_changes()
    {
        CreateItems(0, "version");
        var connector = Connect();
        Assert.Null(await connector.HighestChangeAsync(Items(), CancellationToken.None));
        Assert.Empty(await ChangePagesAsync(connector, Items()));
        Assert.Empty(await ChangePagesAsync(connector, Items(), new ChangePosition(3L)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("version")]
    public async Task Rows_without_a_change_value_are_left_out(string? index)
    {
        CreateItems(50, index);
        Execute("UPDATE items SET version = NULL WHERE id <> 7");
        var connector = Connect();
        Assert.Equal([7L], await ChangedAsync(connector, Items()));
        Assert.Equal([7L], await ChangedAsync(connector, Items(), new ChangePosition(0L)));

        Execute("UPDATE items SET version = NULL");
        Assert.Empty(await ChangePagesAsync(connector, Items()));
        Assert.Null(await connector.HighestChangeAsync(Items(), CancellationToken.None));
    }

    [Fact]
    public async Task Changes_of_a_key_of_several_columns_go_on_behind_any_row()
    {
        CreateStock();
        Execute("CREATE INDEX stock_quantity ON stock (quantity)");
        Execute("UPDATE stock SET quantity = quantity / 1500");
        var query = new SourceQuery("SELECT quantity, lot, shop, item FROM stock", ["shop", "item", "lot"], "item", "quantity");
        var connector = Connect();
        var rows = (await ChangePagesAsync(connector, query)).SelectMany(page => page.Rows).ToList();
        Assert.Equal(6_000, rows.Count);
        Assert.Equal(
            rows.OrderBy(row => (long)row[0]!).ThenBy(row => (long)row[2]!).ThenBy(row => (string)row[3]!, StringComparer.Ordinal).ThenBy(row => (long)row[1]!).Select(Text),
            rows.Select(Text));

        var (value, key) = (rows[3_210][0]!, new SourceKey([rows[3_210][2]!, rows[3_210][3]!, rows[3_210][1]!]));
        var rest = (await ChangePagesAsync(connector, query, new ChangePosition(value, key))).SelectMany(page => page.Rows);
        Assert.Equal(rows.Skip(3_211).Select(Text), rest.Select(Text));
    }

    [Fact]
    public async Task A_change_field_may_be_part_of_the_key()
    {
        CreateItems(2_500, "version, id");
        var query = Items() with { KeyFields = ["version", "id"] };
        var all = InOrder(Enumerable.Range(1, 2_500));
        var connector = Connect();
        Assert.Equal(all, await ChangedAsync(connector, query));
        Assert.Equal(all.Skip(1_701), await ChangedAsync(connector, query, new ChangePosition(Version(all[1_700]), new SourceKey([Version(all[1_700]), all[1_700]]))));
    }

    [Fact]
    public async Task A_row_that_changes_while_changes_are_read_comes_with_its_last_value_and_no_other_is_missed()
    {
        CreateItems(5_000, "version");
        var connector = Connect();
        var all = InOrder(Enumerable.Range(1, 5_000));
        var (behind, border, ahead) = (all[10], all[999], all[4_000]);
        List<(long Id, long Version)> seen = [];
        await foreach (var page in connector.ReadChangesAsync(Items(), null, CancellationToken.None))
        {
            if (seen.Count == 0)
            {
                // The row at the border is where the next page goes on from: it must not matter that it is there no longer.
                Execute(FormattableString.Invariant($"UPDATE items SET version = 50 WHERE id IN ({behind}, {border}, {ahead})"));
            }

            seen.AddRange(page.Rows.Select(row => ((long)row[0]!, (long)row[2]!)));
        }

        Assert.Equal(all.Order(), seen.Select(row => row.Id).Distinct().Order());
        Assert.Equal(5_002, seen.Count);
        Assert.All([behind, border, ahead], id => Assert.Equal(50, seen.Last(row => row.Id == id).Version));
    }

    [Theory]
    [InlineData("SELECT id, code, version FROM items WHERE version > {{since}}")]
    [InlineData("SELECT id, code, MAX(version) AS version FROM items WHERE version > {{since}} GROUP BY id, code")]
    public async Task A_query_with_since_of_its_own_gets_the_value_and_loses_no_tie_at_a_border(string template)
    {
        CreateItems(5_000, "version");
        var connector = Connect();
        var all = InOrder(Enumerable.Range(1, 5_000));
        Assert.Equal(all, await ChangedAsync(connector, Items(template)));
        Assert.Equal(all.Where(id => Version(id) > 2), await ChangedAsync(connector, Items(template), new ChangePosition(2L)));
        Assert.Equal(5_000, (await RowsAsync(connector, Items(template))).Count);
    }

    [Fact]
    public async Task The_change_value_of_a_group_is_read_through_a_spool()
    {
        CreateItems(3_000, "version");
        var query = new SourceQuery("SELECT code, MAX(version) AS version, COUNT(*) AS n FROM items GROUP BY code", ["code"], "code", "version");
        var connector = Connect();
        Execute("UPDATE items SET code = 'pair' WHERE id IN (1, 2)");
        Execute("UPDATE items SET version = 90 WHERE id = 2");
        var page = Assert.Single(await ChangePagesAsync(connector, query, new ChangePosition(8L)));
        Assert.Equal(["pair", "90", "2"], Assert.Single(page.Rows).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        Assert.Equal(90L, Convert.ToInt64(await connector.HighestChangeAsync(query, CancellationToken.None), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_changed_row_with_NULL_in_its_key_is_named()
    {
        CreateItems(10, "version");
        Execute("INSERT INTO items (id, code, version) VALUES (11, NULL, 40)");
        var query = new SourceQuery("SELECT id AS code, code AS id, version FROM items", ["id"], "code", "version");
        var connector = Connect();
        var problem = await ProblemOfAsync(() => ChangePagesAsync(connector, query, new ChangePosition(30L)));
        Assert.Equal(ErrorCatalog.SourceKeyNull, problem.Error);
        Assert.Contains("11", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(await ChangePagesAsync(connector, query, new ChangePosition(41L)));
    }

    [Fact]
    public async Task Changes_need_a_change_field_that_is_a_column()
    {
        CreateItems(1, "version");
        var connector = Connect();
        var without = Items() with { ChangeField = null };
        Assert.Equal(ErrorCatalog.ChangeFieldMissing, (await ProblemOfAsync(() => ChangePagesAsync(connector, without))).Error);
        Assert.Equal(ErrorCatalog.ChangeFieldMissing, (await ProblemOfAsync(() => connector.HighestChangeAsync(without, CancellationToken.None))).Error);
        var unknown = Items() with { ChangeField = "changed" };
        Assert.Equal(ErrorCatalog.QueryFieldMissing, (await ProblemOfAsync(() => ChangePagesAsync(connector, unknown))).Error);
    }

    /// <summary>Items whose change column has this type, two rows at each value: every position in it must go on exactly, and none may round.</summary>
    protected async Task AssertChangesAreExactAsync(string type, Func<int, string> literal)
    {
        Execute($"CREATE TABLE moments (id INTEGER NOT NULL PRIMARY KEY, changed {type})");
        Execute("CREATE INDEX moments_changed ON moments (changed)");
        Insert("moments", "id, changed", Enumerable.Range(0, 2_500), i => FormattableString.Invariant($"{2_500 - i}, {literal(i / 2)}"));
        var query = new SourceQuery("SELECT id, changed FROM moments", ["id"], "id", "changed");
        var connector = Connect();
        var rows = (await ChangePagesAsync(connector, query)).SelectMany(page => page.Rows).ToList();
        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => 2_499L - i + (i % 2 * 2)), rows.Select(row => (long)row[0]!));
        Assert.Equal(rows[^1][1], await connector.HighestChangeAsync(query, CancellationToken.None));
        Assert.Equal(1_250, rows.Select(row => row[1]).Distinct().Count());
        foreach (var i in (int[])[0, 1, 998, 999, 1_000, 1_777, 2_499])
        {
            var (id, changed) = ((long)rows[i][0]!, rows[i][1]!);
            Assert.Equal(rows.Skip(i + 1).Select(row => (long)row[0]!), await ChangedAsync(connector, query, new ChangePosition(changed, new SourceKey([id]))));
            Assert.Equal(rows.Skip(i - (i % 2)).Select(row => (long)row[0]!), await ChangedAsync(connector, query, new ChangePosition(changed)));
        }

        var own = query with { Template = "SELECT id, changed FROM moments WHERE changed >= {{since}}" };
        Assert.Equal(2_500, (await RowsAsync(connector, own)).Count);
        Assert.Equal(rows.Skip(1_776).Select(row => (long)row[0]!), await ChangedAsync(connector, own, new ChangePosition(rows[1_777][1]!)));
    }

    /// <summary>All pages of changes.</summary>
    protected static async Task<IReadOnlyList<SourcePage>> ChangePagesAsync(IConnector connector, SourceQuery query, ChangePosition? since = null)
    {
        List<SourcePage> pages = [];
        await foreach (var page in connector.ReadChangesAsync(query, since, CancellationToken.None))
        {
            pages.Add(page);
        }

        return pages;
    }

    private static async Task<IReadOnlyList<long>> ChangedAsync(IConnector connector, SourceQuery query, ChangePosition? since = null)
    {
        var pages = await ChangePagesAsync(connector, query, since);
        return [.. pages.SelectMany(page => page.Rows.Select(row => (long)row[page.Columns.ToList().IndexOf("id")]!))];
    }

    private static SourceQuery Items(string template = Versioned) => new(template, ["id"], "code", "version");

    // Runs of some 630 rows share a version, spread over all keys.
    private static long Version(long id) => id % 8;

    private static List<long> InOrder(IEnumerable<int> ids) => [.. ids.Select(id => (long)id).OrderBy(Version).ThenBy(id => id)];

    private void CreateItems(int rows, string? index)
    {
        Execute("CREATE TABLE items (id INTEGER NOT NULL PRIMARY KEY, code VARCHAR(40), version INTEGER)");
        if (index is not null)
        {
            Execute($"CREATE INDEX items_version ON items ({index})");
        }

        Insert("items", "id, code, version", Enumerable.Range(1, rows), i => FormattableString.Invariant($"{i}, 'C{i}', {Version(i)}"));
    }
}
