using Microsoft.Data.Sqlite;

namespace SyncAdmin.Tests.Connectors;

public sealed partial class SqliteConnectorTests : ConnectorConformance
{
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
}
