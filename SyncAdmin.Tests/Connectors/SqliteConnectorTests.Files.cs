using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

/// <content>Which files may be opened, and what else only a file can get wrong.</content>
public sealed partial class SqliteConnectorTests
{
    private Problem? Refusal(string path) => ConnectorType.Validate(Json(new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = path })).SingleOrDefault();

    [Fact]
    public async Task TestAsync_tells_version_and_latency()
    {
        CreateProducts(1);
        var test = await Connect().TestAsync(CancellationToken.None);
        Assert.Null(test.Problem);
        Assert.StartsWith("SQLite 3.", test.ServerVersion, StringComparison.Ordinal);
        Assert.NotNull(test.Latency);
        Assert.Empty(test.Warnings);
    }

    [Fact]
    public async Task A_missing_file_is_not_made()
    {
        var test = await Connect(("path", Path.Combine(Directory, "nothing.db"))).TestAsync(CancellationToken.None);
        Assert.Equal(ErrorCatalog.SourceFileMissing, test.Problem?.Error);
        Assert.False(System.IO.File.Exists(Path.Combine(Directory, "nothing.db")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_says_so()
    {
        await System.IO.File.WriteAllTextAsync(File, string.Concat(Enumerable.Repeat("This is not a database. ", 200)));
        Assert.Equal(ErrorCatalog.SourceFileDamaged, (await Connect().TestAsync(CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public void The_data_directory_is_closed_but_for_the_sample()
    {
        var data = Path.Combine(Directory, "data");
        System.IO.Directory.CreateDirectory(Path.Combine(data, "sample"));
        Assert.Equal(ErrorCatalog.SourceFileForbidden, Refusal(Path.Combine(data, "state.db"))?.Error);
        Assert.Equal(ErrorCatalog.SourceFileForbidden, Refusal(Path.Combine(data, "sample", "..", "state.db"))?.Error);
        Assert.Equal(ErrorCatalog.SourceFileForbidden, Refusal(Path.Combine(Directory, "x", "..", "data", "state.db"))?.Error);
        Assert.Null(Refusal(Path.Combine(data, "sample", "catalogue.db")));
        Assert.Null(Refusal(Path.Combine(Directory, "database.db")));
        Assert.Null(Refusal(Path.Combine(Directory, "data-of-others", "shop.db")));
        Assert.Equal(ErrorCatalog.ConnectionSettingInvalid, Refusal("relative.db")?.Error);
    }

    [Fact]
    public async Task A_link_into_the_data_directory_is_followed_and_refused_even_when_it_was_laid_later()
    {
        CreateProducts(1);
        var data = Path.Combine(Directory, "data");
        System.IO.Directory.CreateDirectory(data);
        System.IO.File.Copy(File, Path.Combine(data, "state.db"));
        System.IO.File.CreateSymbolicLink(Path.Combine(Directory, "link.db"), Path.Combine("data", "state.db"));
        System.IO.Directory.CreateSymbolicLink(Path.Combine(Directory, "folder"), data);
        Assert.Equal(ErrorCatalog.SourceFileForbidden, Refusal(Path.Combine(Directory, "link.db"))?.Error);
        Assert.Equal(ErrorCatalog.SourceFileForbidden, Refusal(Path.Combine(Directory, "folder", "state.db"))?.Error);

        var connector = Connect();
        Assert.Equal(1, await connector.CountAsync(Products(), CancellationToken.None));
        System.IO.File.Delete(File);
        System.IO.File.CreateSymbolicLink(File, Path.Combine(data, "state.db"));
        Assert.Equal(ErrorCatalog.SourceFileForbidden, (await connector.TestAsync(CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public void A_circle_of_links_is_refused()
    {
        System.IO.File.CreateSymbolicLink(Path.Combine(Directory, "a"), Path.Combine(Directory, "b"));
        System.IO.File.CreateSymbolicLink(Path.Combine(Directory, "b"), Path.Combine(Directory, "a"));
        Assert.Equal(ErrorCatalog.SourceFileForbidden, Refusal(Path.Combine(Directory, "a"))?.Error);
    }

    [Fact]
    public async Task Values_keep_the_type_that_each_of_them_has()
    {
        Execute("CREATE TABLE kinds (id INTEGER PRIMARY KEY, any)");
        Execute("INSERT INTO kinds VALUES (1, 9223372036854775807), (2, 0.1), (3, 'text 😀'), (4, x'0102'), (5, NULL)");
        var rows = await RowsAsync(Connect(), new SourceQuery("SELECT id, any FROM kinds", ["id"], "id"));
        Assert.Equal([9223372036854775807L, 0.1, "text 😀", new byte[] { 1, 2 }, null], rows.Select(row => row[1]));
    }

    [Fact]
    public async Task Text_keys_that_the_collation_takes_for_equal_are_named()
    {
        Execute("CREATE TABLE loose (k TEXT NOT NULL COLLATE NOCASE, n INT)");
        Execute("INSERT INTO loose VALUES ('a', 1), ('A', 2)");
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), new SourceQuery("SELECT k, n FROM loose", ["k"], "k")));
        Assert.Equal(ErrorCatalog.SourceKeyRepeated, problem.Error);
    }

    [Fact]
    public async Task A_source_in_use_by_a_writer_is_read_all_the_same()
    {
        CreateProducts(10);
        Execute("PRAGMA journal_mode = wal");
        Execute("INSERT INTO products VALUES (11, 'x', 'y')");
        Assert.Equal(11, await Connect().CountAsync(Products(), CancellationToken.None));
    }

    [Theory]
    [InlineData("hex(printf('%.*c', 40000000, 'x'))")]
    [InlineData("replace(hex(printf('%.*c', 20000000, 'x')), '7', 'yyyyyyyy')")]
    public async Task A_value_that_would_take_the_memory_of_all_is_an_error(string bomb)
    {
        CreateProducts(1);
        var problem = await ProblemOfAsync(() => PagesAsync(Connect(), Products($"SELECT id, code, {bomb} AS name FROM products")));
        Assert.Equal(ErrorCatalog.QueryFailed, problem.Error);
        Assert.Contains("too big", problem.Detail, StringComparison.Ordinal);
    }
}
