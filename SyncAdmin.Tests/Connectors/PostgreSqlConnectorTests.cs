using Npgsql;
using SyncAdmin.Tests.Servers;

namespace SyncAdmin.Tests.Connectors;

public sealed partial class PostgreSqlConnectorTests : ConnectorConformance
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
}
