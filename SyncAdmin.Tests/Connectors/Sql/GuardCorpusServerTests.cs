using System.Data.Common;
using Microsoft.Data.Sqlite;
using MySql.Data.MySqlClient;
using Npgsql;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.PostgreSql;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Sql;

/// <summary>The corpus is true SQL: the real parsers understand every legitimate query, in the wrapper in which a connector sends it.</summary>
public sealed class GuardCorpusServerTests
{
    private static readonly Dictionary<string, object> Values = new(StringComparer.Ordinal)
    {
        ["offset"] = 0L,
        ["limit"] = 10L,
        ["since"] = "2000-01-01 00:00:00",
        ["c0"] = "a",
    };

    [Fact]
    public void Legitimate_queries_are_understood_by_SQLite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Run(connection, GuardCorpus.Schema(SqlDialect.Sqlite));
        AssertUnderstood(SqlDialect.Sqlite, connection, Named);
    }

    [Fact]
    public void Legitimate_queries_are_understood_by_MariaDB()
    {
        using var connection = new MySqlConnection(MariaDbServer.Shared.ConnectionString(MariaDbServer.Shared.CreateDatabase()) + ";Pooling=false");
        connection.Open();
        Run(connection, GuardCorpus.Schema(SqlDialect.MySql));
        Run(connection, "SET SESSION sql_mode = '', time_zone = '+00:00'");
        AssertUnderstood(SqlDialect.MySql, connection, Named);
    }

    [Fact]
    public void Legitimate_queries_are_understood_by_PostgreSQL()
    {
        using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString(PostgresServer.Shared.CreateDatabase()) + ";Pooling=false");
        connection.Open();
        Run(connection, GuardCorpus.Schema(SqlDialect.PostgreSql));
        AssertUnderstood(SqlDialect.PostgreSql, connection, Positional);
    }

    private static void AssertUnderstood(SqlDialect dialect, DbConnection connection, Func<DbConnection, SqlStatement, DbCommand> command)
    {
        List<string> failed = [];
        foreach (var entry in GuardCorpus.Applying("legitimate", dialect).Where(entry => !entry.Tags.Contains("MariaDB", StringComparer.Ordinal)))
        {
            try
            {
                using var prepared = command(connection, Statement(ReadOnlyGuard.Check(entry.Sql, dialect).Required()));
                using var reader = prepared.ExecuteReader();
                Assert.NotEqual(0, reader.FieldCount);
            }
            catch (DbException exception)
            {
                failed.Add($"{entry.Name}: {exception.Message}");
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }

    private static SqlStatement Statement(GuardedQuery query)
    {
        var sql = new KeysetSql(query, ["id"], "id");
        var text = query.Placeholders.HasFlag(SqlPlaceholders.Codes) ? sql.ByCodes(1, CodeMatch.Native) + " LIMIT 0" : sql.Columns();
        return new SqlStatement(text, [.. Values.Where(value => text.Contains("@" + value.Key, StringComparison.Ordinal))]);
    }

    private static DbCommand Named(DbConnection connection, SqlStatement statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Text;
        foreach (var (name, value) in statement.Parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static DbCommand Positional(DbConnection connection, SqlStatement statement)
    {
        var (text, values) = PostgreSqlParameters.Positional(statement);
        var command = new NpgsqlCommand(text, (NpgsqlConnection)connection);
        command.Parameters.AddRange(values.Select(PostgreSqlParameters.Bound).ToArray());
        return command;
    }

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
