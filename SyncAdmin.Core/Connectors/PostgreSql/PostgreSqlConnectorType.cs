using System.Text.Json;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.PostgreSql;

/// <summary><c>postgresql</c>.</summary>
internal sealed class PostgreSqlConnectorType(ConnectorContext context) : IConnectorType
{
    private const int StandardPort = 5432;

    public string Name => "postgresql";

    public IReadOnlyList<string> SecretFields { get; } = ["password"];

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => ServerSettingsReader.Read(connectionConfig, StandardPort).Problems;

    public Problem? CheckQuery(string query) => ReadOnlyGuard.Check(query, SqlDialect.PostgreSql).Problem;

    public IConnector Create(JsonElement connectionConfig)
    {
        var (settings, problems) = ServerSettingsReader.Read(connectionConfig, StandardPort);
        return problems.Count == 0 ? new PostgreSqlConnector(context, settings) : throw new ProblemException(problems[0]);
    }
}
