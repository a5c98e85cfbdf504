using System.Text.Json;
using NSubstitute;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Connectors.Sql;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Tests.Datasources;

/// <summary>A connector type that keeps what it was given and answers what the test says.</summary>
internal sealed class FakeConnectorType(string name) : IConnectorType
{
    public string Name => name;

    public IReadOnlyList<string> SecretFields => ["password"];

    internal List<JsonElement> Opened { get; } = [];

    internal IConnector Connector { get; } = Substitute.For<IConnector>();

    /// <summary>Called at each validation: the moment between reading and writing.</summary>
    internal Action? OnValidate { get; set; }

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig)
    {
        OnValidate?.Invoke();
        return connectionConfig.TryGetProperty("host", out _)
            ? []
            : [
                new Problem(new ErrorDefinition("SYNC-1999", ProblemKind.Invalid, "Missing", "Give the host."), "There is no host.") { Extensions = new Dictionary<string, object?> { ["member"] = "host" } },
                new Problem(new ErrorDefinition("SYNC-1998", ProblemKind.Invalid, "Wrong", "Look again."), "The whole does not fit."),
            ];
    }

    public Problem? CheckQuery(string query) => ReadOnlyGuard.Check(query, SqlDialect.MySql).Problem;

    public IConnector Create(JsonElement connectionConfig)
    {
        Opened.Add(connectionConfig);
        return Connector;
    }
}
