using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Change columns of SQL Server.</content>
public sealed partial class SqlServerConnectorTests
{
    [Theory]
    [InlineData("datetime2(7)")]
    [InlineData("datetimeoffset(7)")]
    public Task Changes_by_moment_keep_their_100_nanoseconds(string type) =>
        AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"'2024-10-27 00:59:59.{5_000_000 + i:0000000}'"));

    [Fact]
    public Task Changes_by_the_old_datetime_keep_its_three_hundredths() => AssertChangesAreExactAsync("datetime", i => FormattableString.Invariant(
        $"'2024-01-02 {i / 1_080:00}:{i / 18 % 60:00}:{i / 3 % 6 * 10:00}.{Thousandths(i):000}'"));

    [Fact]
    public Task Changes_by_date() => AssertChangesAreExactAsync("date", i => $"'{new DateOnly(2020, 1, 1).AddDays(i):yyyy-MM-dd}'");

    [Theory]
    [InlineData("bigint")]
    [InlineData("decimal(38,0)")]
    public Task Changes_by_number(string type) => AssertChangesAreExactAsync(type, i => FormattableString.Invariant($"{9_223_372_036_854_700_000 + i}"));

    [Fact]
    public Task Changes_by_a_number_that_dotnet_has_not() =>
        AssertChangesAreExactAsync("decimal(38,6)", i => FormattableString.Invariant($"12345678901234567890123456789012.{i:000000}"));

    [Fact]
    public async Task Changes_by_rowversion_go_up_to_what_is_still_being_written_and_no_further()
    {
        CreateVersioned(1_500);
        var connector = Connect();
        var before = (byte[])(await connector.HighestChangeAsync(Versions, CancellationToken.None))!;
        Assert.Equal(8, before.Length);

        // Begun earlier, committed later: what was written in between must wait for it.
        using (var writer = _database.BeginWriter())
        {
            writer.Execute("UPDATE versioned SET name = 'slow' WHERE id = 7");
            Execute("UPDATE versioned SET name = 'quick' WHERE id = 9");
            Assert.Equal(before, await connector.HighestChangeAsync(Versions, CancellationToken.None));
            Assert.Empty(await ChangePagesAsync(connector, Versions, new ChangePosition(before, new SourceKey([1_500L]))));
            writer.Commit();
        }

        var after = (byte[])(await connector.HighestChangeAsync(Versions, CancellationToken.None))!;
        Assert.True(after.AsSpan().SequenceCompareTo(before) > 0);
        var changed = (await ChangePagesAsync(connector, Versions, new ChangePosition(before, new SourceKey([1_500L])))).SelectMany(page => page.Rows);
        Assert.Equal([7L, 9L], changed.Select(row => (long)row[0]!).Order());
    }

    [Fact]
    public async Task The_bound_is_asked_before_the_transaction_that_reads_the_changes_begins()
    {
        CreateVersioned(10);
        var connector = Connect();
        await connector.HighestChangeAsync(Versions, CancellationToken.None);
        var sent = Sent().Select(statement => statement.Text).ToList();
        var bound = sent.FindLastIndex(text => text.Contains("MIN_ACTIVE_ROWVERSION", StringComparison.Ordinal));
        var read = sent.FindLastIndex(text => text.Contains("MAX(q.[rv])", StringComparison.Ordinal));
        Assert.Contains(sent[bound..read], text => text.Contains("BEGIN TRANSACTION", StringComparison.Ordinal));
        Assert.Contains("WHERE q.[rv] < @b", sent[read], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_by_rowversion_page_along_its_index_with_since_of_the_queries_own()
    {
        CreateVersioned(2_500);
        var connector = Connect();
        Assert.Empty((await connector.ValidateAsync(Versions, CancellationToken.None)).Warnings);
        var rows = (await ChangePagesAsync(connector, Versions)).SelectMany(page => page.Rows).ToList();
        Assert.Equal(2_500, rows.Count);
        var own = Versions with { Template = "SELECT id, name, rv FROM versioned WHERE rv > {{since}}" };
        Assert.Equal(2_500, (await RowsAsync(connector, own)).Count);
        Assert.Equal(1_199, (await ChangePagesAsync(connector, own, new ChangePosition(rows[1_300][2]!))).Sum(page => page.Rows.Count));
    }

    [Fact]
    public async Task A_rowversion_is_a_key_too()
    {
        CreateVersioned(2_500);
        var query = Versions with { KeyFields = ["rv"], ChangeField = null };
        var connector = Connect();
        Assert.True((await connector.ValidateAsync(query, CancellationToken.None)).PagesByKey);
        var rows = await RowsAsync(connector, query);
        Assert.Equal(Enumerable.Range(1, 2_500).Select(i => (object)(long)i), rows.Select(row => row[0]));
        Assert.Equal(1_500, (await RowsAsync(connector, query, new SourceKey([rows[999][2]!]))).Count);
    }

    [Fact]
    public async Task A_floating_point_change_field_is_refused()
    {
        Execute("CREATE TABLE loose (k int PRIMARY KEY, changed real)");
        var check = await Connect().ValidateAsync(new SourceQuery("SELECT k, changed FROM loose", ["k"], "k", "changed"), CancellationToken.None);
        Assert.Equal(ErrorCatalog.ChangeFieldInexact, check.Problem?.Error);
    }

    /// <summary>Three-hundredths of a second as datetime writes them.</summary>
    private static int Thousandths(int i) => (i % 3) switch { 0 => 0, 1 => 3, _ => 7 };

    private static SourceQuery Versions => new("SELECT id, name, rv FROM versioned", ["id"], "id", "rv");

    private void CreateVersioned(int rows)
    {
        Execute("CREATE TABLE versioned (id int NOT NULL PRIMARY KEY, name varchar(20), rv rowversion)");
        Execute("CREATE INDEX versioned_rv ON versioned (rv)");
        Insert("versioned", "id, name", Enumerable.Range(1, rows), i => $"{i}, 'N{i}'");
    }
}
