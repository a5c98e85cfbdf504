using System.Text.Json;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.SqlServer;

/// <summary><c>mssql</c>: SQL Server 2012 and newer, Azure SQL.</summary>
internal sealed class SqlServerConnectorType(ConnectorContext context) : IConnectorType
{
    private const int StandardPort = 1433;

    public string Name => "mssql";

    public IReadOnlyList<string> SecretFields { get; } = ["password"];

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => Read(connectionConfig).Problems;

    public Problem? CheckQuery(string query) => ReadOnlyGuard.Check(query, SqlDialect.SqlServer).Problem;

    public IConnector Create(JsonElement connectionConfig)
    {
        var (settings, problems) = Read(connectionConfig);
        return problems.Count == 0 ? new SqlServerConnector(context, settings) : throw new ProblemException(problems[0]);
    }

    // The driver takes a file with the server's own certificate, which must be the very same; of authorities it knows the operating system's only.
    private static (ServerSettings Settings, IReadOnlyList<Problem> Problems) Read(JsonElement config) =>
        ServerSettingsReader.Read(config, StandardPort, takesCertificateAuthority: false, isSqlServer: true);
}
