using Npgsql;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

public sealed partial class PostgreSqlConnectorTests : ServerConnectorConformance
{
    private readonly string _database = PostgresServer.Shared.CreateDatabase();

    protected override string Type => "postgresql";

    protected override IDictionary<string, object?> Config() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["host"] = "127.0.0.1",
        ["port"] = PostgresServer.Shared.Port,
        ["database"] = _database,
        ["username"] = "postgres",
        ["password"] = "postgres",
    };

    protected override void Execute(string sql) => PostgresServer.Shared.Execute(_database, sql);

    protected override async Task<long> RunningAsync()
    {
        await using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{_database}' AND state = 'active' AND query LIKE '%products d%'", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // The shared server trusts everybody; logins of this group have to give their password.
    private static readonly Lazy<bool> AsksForPasswords = new(() =>
    {
        PostgresServer.Shared.Execute("postgres", "CREATE ROLE asked_for_passwords");
        using var connection = new NpgsqlConnection(PostgresServer.Shared.ConnectionString("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand("SHOW hba_file", connection);
        var file = (string)command.ExecuteScalar()!;
        File.WriteAllText(file, "host all +asked_for_passwords 127.0.0.1/32 scram-sha-256\n" + File.ReadAllText(file));
        PostgresServer.Shared.Execute("postgres", "SELECT pg_reload_conf()");
        return true;
    });

    protected override (string Name, string Password) CreateReader()
    {
        var name = "reader_" + _database;
        Assert.True(AsksForPasswords.Value);
        Execute($"CREATE ROLE {name} LOGIN PASSWORD 'read-only'; GRANT SELECT ON products TO {name}; REVOKE TEMP ON DATABASE {_database} FROM PUBLIC; GRANT asked_for_passwords TO {name}");
        Eventually.Succeeds(() => Assert.Throws<PostgresException>(() => OpenAs(name)));
        return (name, "read-only");
    }

    protected override void GrantTo(string name, string rights, string table, bool role = false) => Execute($"GRANT {rights} ON {table} TO {name}");

    protected override void GrantRoleToLogin(string role, string name) => Execute($"ALTER ROLE {name} NOINHERIT; GRANT {role} TO {name}");

    protected override void EndConnections() => PostgresServer.Shared.Execute(
        "postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_database}'");

    protected override void CreateWritingFunction() => Execute(
        "CREATE FUNCTION sneak() RETURNS int LANGUAGE sql VOLATILE AS $$ INSERT INTO products VALUES (99, 'x', 'x'); SELECT 1 $$");

    private void OpenAs(string name)
    {
        using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={PostgresServer.Shared.Port};Database={_database};Username={name};Password=wrong;Pooling=false");
        connection.Open();
    }
}
