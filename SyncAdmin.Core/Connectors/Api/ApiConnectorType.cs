using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary><c>api</c>: a JSON API over HTTP.</summary>
internal sealed class ApiConnectorType(ConnectorContext context, OutboundGuard guard, ApiRetry retry) : IConnectorType
{
    public string Name => "api";

    public IReadOnlyList<string> SecretFields { get; } = ["headers", "auth.key", "auth.token", "auth.password"];

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => ApiSettingsReader.Read(connectionConfig, guard).Problems;

    public Problem? CheckQuery(string query) => ApiQuery.Parse(query).Problem;

    public IConnector Create(JsonElement connectionConfig)
    {
        var (settings, problems) = ApiSettingsReader.Read(connectionConfig, guard);
        return problems.Count == 0 ? new ApiConnector(context, settings, guard, retry) : throw new ProblemException(problems[0]);
    }

    /// <summary>Credentials belong to the server that they were entered for: for another one they are entered again.</summary>
    public bool KeepsSecrets(JsonElement stored, JsonElement changed) =>
        ApiSettingsReader.Read(stored, guard).Settings.Url is var before && ApiSettingsReader.Read(changed, guard).Settings.Url is var after && ApiAddress.SameServer(before, after);
}
