using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Connectors.Sqlite;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <summary>Options: folders, time limits, the spool's folder.</summary>
public sealed class ConnectorLimitsTests() : SourceUnderTest(static options =>
{
    options.StatementTimeoutSeconds = 1;
    options.CountTimeoutSeconds = 1;
    options.SqliteFolders.Add(Path.GetTempPath());
})
{
    private static readonly SourceQuery Slow = new(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000000) SELECT MAX(i) AS id, 'x' AS code FROM n", ["id"], "code");

    protected override string Type => "sqlite";

    private string File => Path.Combine(Directory, "shop.db");

    protected override IDictionary<string, object?> Config() => new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = File };

    protected override void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_statement_without_a_row_for_too_long_is_stopped_with_the_remedy()
    {
        Execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => Connect().CountAsync(Slow, CancellationToken.None))).Problem;
        Assert.Equal(ErrorCatalog.QueryTimeout, problem.Error);
        Assert.Contains("Connectors:StatementTimeoutSeconds", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_whose_count_takes_too_long_has_no_total()
    {
        // Three rows at once, and the rest only when they are counted.
        Execute("CREATE TABLE t (id INTEGER PRIMARY KEY)");
        Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO t SELECT i FROM n");
        var query = new SourceQuery("SELECT id, id AS code FROM t WHERE id <= 3 OR (SELECT COUNT(*) FROM t a, t b, t c WHERE a.id + b.id = t.id + c.id) > 5", ["id"], "code");
        var preview = await Connect().PreviewAsync(query, 3, CancellationToken.None);
        Assert.Equal(3, preview.Rows.Count);
        Assert.Null(preview.Total);
    }

    [Fact]
    public async Task A_spool_that_can_not_be_written_is_an_error_of_its_own()
    {
        Execute("CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1), (2)");
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "data"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(Directory, "data", "spool"), "in the way");
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => PagesAsync(Connect(), new SourceQuery("SELECT id FROM t", ["id"], "id")))).Problem;
        Assert.Equal(ErrorCatalog.SourceSpoolFailed, problem.Error);
    }

    [Fact]
    public async Task A_spool_has_no_name_while_it_is_read_and_leaves_nothing_when_reading_stops_half_way()
    {
        Execute("CREATE TABLE t (id INTEGER)");
        Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i FROM n");
        await foreach (var page in Connect().ReadAsync(new SourceQuery("SELECT id FROM t", ["id"], "id"), null, CancellationToken.None))
        {
            Assert.Equal(1_000, page.Rows.Count);
            Assert.Empty(System.IO.Directory.GetFiles(Path.Combine(Directory, "data", "spool")));
            break;
        }
    }

    [Fact]
    public void Only_the_folders_named_are_open()
    {
        var context = new ConnectorContext(new ConnectorOptions { SqliteFolders = { Path.Combine(Directory, "open") } }, Path.Combine(Directory, "data"), TimeProvider.System);
        Assert.Null(SqliteFolders.Refuse(Path.Combine(Directory, "open", "deep", "a.db"), context));
        Assert.Null(SqliteFolders.Refuse(Path.Combine(Directory, "data", "sample", "a.db"), context));
        Assert.NotNull(SqliteFolders.Refuse(Path.Combine(Directory, "open.db"), context));
        Assert.NotNull(SqliteFolders.Refuse(Path.Combine(Directory, "open", "..", "a.db"), context));
        Assert.NotNull(SqliteFolders.Refuse(Path.Combine(Directory, "opened", "a.db"), context));
    }

    [Fact]
    public void Options_that_can_not_work_are_all_named()
    {
        var options = new ConnectorOptions { SqliteFolders = { "relative" }, MaxConnections = 0, ConnectTimeoutSeconds = 9_999 };
        var mistakes = new ConnectorOptionsValidator().Validate(null, options).Failures!;
        Assert.Equal(
            ["Connectors:SqliteFolders", "Connectors:ConnectTimeoutSeconds", "Connectors:MaxConnections"], mistakes.Select(mistake => mistake.Split(' ')[0]));
    }

    [Fact]
    public void Every_type_of_this_build_is_found_by_its_name()
    {
        Assert.Equal(["api", "mssql", "mysql", "postgresql", "sqlite"], Types.Names);
        Assert.Null(Types.Find("oracle"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Every_sort_of_value_comes_out_of_the_spool_as_it_went_in(string? first)
    {
        object?[] row =
        [
            first, long.MinValue, ulong.MaxValue, 79228162514264337593543950335m, 1.20m, double.Epsilon, "😀 \0 מטרקה", new string('x', 1_000_000), true, false, new DateOnly(1, 1, 1),
            new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTime(2024, 1, 2), new TimeOnly(23, 59), TimeSpan.FromHours(-100), new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"), new byte[] { 0, 255 },
        ];
        using var spool = new SpoolFile(Directory, TimeProvider.System);
        spool.Write(row);
        spool.Write(row);
        spool.Rewind();
        spool.Read(row.Length);
        var read = spool.Read(row.Length)!;
        Assert.Equal(row, read);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)read[11]!).Kind);
        Assert.Equal("1.20", ((decimal)read[4]!).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(spool.Read(row.Length));
    }
}
