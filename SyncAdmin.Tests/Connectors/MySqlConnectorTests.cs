using MySql.Data.MySqlClient;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Tests.Connectors;

public sealed partial class MySqlConnectorTests : ServerConnectorConformance
{
    private readonly string _database = MariaDbServer.Shared.CreateDatabase();

    protected override string Type => "mysql";

    protected override string Backslash => "\\\\";

    protected override IDictionary<string, object?> Config() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["host"] = "127.0.0.1",
        ["port"] = MariaDbServer.Shared.Port,
        ["database"] = _database,
        ["username"] = MariaDbServer.User,
        ["password"] = MariaDbServer.Password,
    };

    protected override void Execute(string sql) => MariaDbServer.Shared.Execute(_database, sql);

    protected override async Task<long> RunningAsync()
    {
        await using var connection = new MySqlConnection(MariaDbServer.Shared.ConnectionString(_database));
        await connection.OpenAsync();
        await using var command = new MySqlCommand($"SELECT COUNT(*) FROM information_schema.processlist WHERE db = '{_database}' AND command = 'Query' AND info LIKE '%products d%' AND id <> CONNECTION_ID()", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    protected override (string Name, string Password) CreateReader()
    {
        var name = "reader_" + _database;
        Execute($"CREATE USER '{name}'@'127.0.0.1' IDENTIFIED BY 'read-only'; GRANT SELECT ON {_database}.products TO '{name}'@'127.0.0.1'");
        return (name, "read-only");
    }

    protected override string LongText => "LONGTEXT";

    protected override void GrantTo(string name, string rights, string table, bool role = false) =>
        Execute($"GRANT {rights} ON {_database}.{table} TO {(role ? name : $"'{name}'@'127.0.0.1'")}");

    protected override void GrantRoleToLogin(string role, string name) => Execute($"GRANT {role} TO '{name}'@'127.0.0.1'");

    protected override void EndConnections()
    {
        using var connection = new MySqlConnection(MariaDbServer.Shared.ConnectionString("mysql"));
        connection.Open();
        using var command = new MySqlCommand($"SELECT GROUP_CONCAT('KILL ', id SEPARATOR ';') FROM information_schema.processlist WHERE db = '{_database}' AND user = '{MariaDbServer.User}'", connection);
        MariaDbServer.Shared.Execute("mysql", (string)command.ExecuteScalar()!);
    }

    protected override void CreateWritingFunction() => Execute(
        "CREATE FUNCTION sneak() RETURNS INT MODIFIES SQL DATA BEGIN INSERT INTO products VALUES (99, 'x', 'x'); RETURN 1; END");
}
