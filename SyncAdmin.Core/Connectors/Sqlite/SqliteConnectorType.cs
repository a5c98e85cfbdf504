using System.Text.Json;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.Sqlite;

/// <summary><c>sqlite</c>: a database file on this server, <c>{ "path" }</c>.</summary>
internal sealed class SqliteConnectorType(ConnectorContext context) : IConnectorType
{
    public string Name => "sqlite";

    public IReadOnlyList<string> SecretFields => [];

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => Read(connectionConfig).Problems;

    public Problem? CheckQuery(string query) => ReadOnlyGuard.Check(query, SqlDialect.Sqlite).Problem;

    public IConnector Create(JsonElement connectionConfig)
    {
        var (path, problems) = Read(connectionConfig);
        return problems.Count == 0 ? new SqliteConnector(context, path) : throw new ProblemException(problems[0]);
    }

    private (string Path, IReadOnlyList<Problem> Problems) Read(JsonElement config)
    {
        var reader = new ConnectionConfigReader(config);
        var path = reader.Required("path");
        if (path.Length > 0 && !Path.IsPathFullyQualified(path))
        {
            reader.Invalid("path", "must be an absolute path");
        }

        var problems = reader.Problems();
        return problems.Count == 0 && SqliteFolders.Refuse(path, context) is { } refused ? (path, [refused]) : (path, problems);
    }
}
