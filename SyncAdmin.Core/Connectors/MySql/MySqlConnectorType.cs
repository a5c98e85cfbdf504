using System.Text.Json;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Connectors.MySql;

/// <summary><c>mysql</c>: MySQL and MariaDB.</summary>
internal sealed class MySqlConnectorType(ConnectorContext context) : IConnectorType
{
    private const int StandardPort = 3306;

    public string Name => "mysql";

    public IReadOnlyList<string> SecretFields { get; } = ["password"];

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => Read(connectionConfig).Problems;

    public Problem? CheckQuery(string query) => ReadOnlyGuard.Check(query, SqlDialect.MySql).Problem;

    public IConnector Create(JsonElement connectionConfig)
    {
        var (settings, problems) = Read(connectionConfig);
        return problems.Count == 0 ? new MySqlConnector(context, settings) : throw new ProblemException(problems[0]);
    }

    // The driver trusts what the operating system trusts; a file of one's own it can read only with a package that we do not ship.
    private static (ServerSettings Settings, IReadOnlyList<Problem> Problems) Read(JsonElement config) =>
        ServerSettingsReader.Read(config, StandardPort, takesCertificateAuthority: false);
}
