using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SqliteStatementTests()
    {
        _connection.Open();
        Scalar("CREATE TABLE t (a TEXT UNIQUE, b INTEGER, c BLOB)");
    }

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("ñ🔧'\"")]
    public void Every_text_is_stored_as_it_is(string text)
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO t VALUES (?1, 1, NULL)");

        insert.Bind(1, text).Run();

        Assert.Equal(text, Scalar("SELECT a FROM t"));
    }

    [Fact]
    public void A_text_longer_than_the_buffer_is_stored_whole()
    {
        var text = new string('ñ', 5_000);
        using var insert = new SqliteStatement(_connection, "INSERT INTO t VALUES (?1, 1, NULL)");

        insert.Bind(1, text).Run();

        Assert.Equal(text, Scalar("SELECT a FROM t"));
    }

    [Fact]
    public void Empty_bytes_are_not_null()
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO t VALUES ('a', ?1, ?2)");

        insert.BindNull(1).Bind(2, ReadOnlySpan<byte>.Empty).Run();

        Assert.Equal("null blob", Scalar("SELECT typeof(b) || ' ' || typeof(c) FROM t"));
    }

    [Fact]
    public void Bindings_stay_for_the_next_run()
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO t VALUES (?1, ?2, NULL)");

        insert.Bind(1, "a").Bind(2, 7).Run();
        insert.Bind(1, "b").Run();

        Assert.Equal("a7,b7", Scalar("SELECT group_concat(a || b) FROM t"));
    }

    [Fact]
    public void A_run_that_failed_says_why_and_can_be_repeated()
    {
        using var insert = new SqliteStatement(_connection, "INSERT INTO t VALUES (?1, 1, NULL)");
        insert.Bind(1, "a").Run();

        var failure = Assert.Throws<SqliteException>(() => insert.Run());

        Assert.Equal(19, failure.SqliteErrorCode);
        Assert.Contains("t.a", failure.Message, StringComparison.Ordinal);
        insert.Bind(1, "b").Run();
        Assert.Equal(2L, Scalar("SELECT COUNT(*) FROM t"));
    }

    private object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The test's own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
