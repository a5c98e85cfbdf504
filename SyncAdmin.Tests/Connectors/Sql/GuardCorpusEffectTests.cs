using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySql.Data.MySqlClient;
using Npgsql;
using SQLitePCL;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>
/// Every attack of the corpus, run past the guard: the login that may only read and the read-only transaction must keep the marker by themselves,
/// whatever the guard might one day let through.
/// </summary>
public sealed class GuardCorpusEffectTests : IDisposable
{
    private const string Marker = "SELECT COUNT(*), SUM(price), MIN(name) FROM products";
    private readonly string _directory = Directory.CreateTempSubdirectory("syncadmin-attacks-").FullName;

    [Fact]
    public void A_SQLite_file_stays_as_it_is()
    {
        var file = Path.Combine(_directory, "shop.db");
        using (var owner = Open(new SqliteConnection($"Data Source={file};Pooling=false")))
        {
            CreateMarker(owner);
        }

        var before = File.ReadAllBytes(file);
        // Before a NUL the driver looks for the end of the statement for ever.
        foreach (var sql in Attacks(SqlDialect.Sqlite).Where(sql => !sql.Contains('\0', StringComparison.Ordinal)))
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=false;Mode=ReadOnly");
            connection.Open();
            // A bomb of a gigabyte and an endless recursion are not what is tested here.
            raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_LENGTH, 1_000_000);
            raw.sqlite3_progress_handler(connection.Handle, 1_000_000, static _ => 1, null);
            Try(connection, "PRAGMA query_only = 1; BEGIN");
            Try(connection, sql);
        }

        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_MariaDB_table_stays_as_it_is()
    {
        var database = MariaDbServer.Shared.CreateDatabase();
        using var owner = Open(new MySqlConnection(MariaDbServer.Shared.ConnectionString(database) + ";Pooling=false"));
        CreateMarker(owner);
        Try(owner, $"CREATE USER 'attacker_{database}'@'127.0.0.1' IDENTIFIED BY 'x'; GRANT SELECT ON {database}.* TO 'attacker_{database}'@'127.0.0.1'");
        var login = new MySqlConnectionStringBuilder(MariaDbServer.Shared.ConnectionString(database)) { UserID = $"attacker_{database}", Password = "x", Pooling = false };
        AssertStays(owner, SqlDialect.MySql, () =>
        {
            var connection = Open(new MySqlConnection(login.ConnectionString));
            Try(connection, "SET SESSION max_statement_time = 0.05, sql_mode = ''; START TRANSACTION READ ONLY");
            return connection;
        });
    }

    [Fact]
    public void A_PostgreSQL_table_stays_as_it_is()
    {
        var database = PostgresServer.Shared.CreateDatabase();
        using var owner = Open(new NpgsqlConnection(PostgresServer.Shared.ConnectionString(database) + ";Pooling=false"));
        CreateMarker(owner);
        Try(owner, $"CREATE ROLE attacker_{database} LOGIN; GRANT SELECT ON products TO attacker_{database}");
        var login = new NpgsqlConnectionStringBuilder(PostgresServer.Shared.ConnectionString(database))
        {
            Username = $"attacker_{database}",
            Pooling = false,
            Options = "-c statement_timeout=50",
        };
        AssertStays(owner, SqlDialect.PostgreSql, () =>
        {
            var connection = Open(new NpgsqlConnection(login.ConnectionString));
            Try(connection, "BEGIN READ ONLY");
            return connection;
        });
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static void AssertStays(DbConnection owner, SqlDialect dialect, Func<DbConnection> attacker)
    {
        var before = Row(owner, Marker);
        foreach (var sql in Attacks(dialect))
        {
            using (var connection = attacker())
            {
                Try(connection, sql);
            }

            Assert.True(before == Row(owner, Marker), sql);
        }

        // The same by the owner: the check can fail.
        Assert.Contains("DELETE FROM products", Attacks(dialect));
        Try(owner, "DELETE FROM products");
        Assert.NotEqual(before, Row(owner, Marker));
    }

    private static List<string> Attacks(SqlDialect dialect) => [.. GuardCorpus.Entries("attacks", dialect).Select(entry => entry.Sql).Distinct(StringComparer.Ordinal)];

    private static void CreateMarker(DbConnection owner)
    {
        Try(owner, "CREATE TABLE products (id INTEGER PRIMARY KEY, name VARCHAR(20), price INTEGER)");
        Try(owner, "INSERT INTO products VALUES (1, 'one', 10), (2, 'two', 20), (3, 'three', 30)");
    }

    private static T Open<T>(T connection)
        where T : DbConnection
    {
        connection.Open();
        return connection;
    }

    private static void Try(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 5);
        try
        {
            command.ExecuteNonQuery();
        }
#pragma warning disable CA1031 // An attack may make the driver throw anything; only what it leaves behind counts.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Refused, as it should be.
        }
    }

    private static string Row(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return string.Join("|", Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue));
    }
}
