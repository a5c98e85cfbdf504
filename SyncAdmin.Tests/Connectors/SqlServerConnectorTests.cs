using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Servers.Tds;
using Xunit;

namespace SyncAdmin.Tests.Connectors;

public sealed partial class SqlServerConnectorTests : ServerConnectorConformance
{
    private static readonly Lazy<TdsServer> Open = new(() => TdsServer.Start(new TdsServerOptions { Encryption = TdsEncryption.NotSupported }));
    private readonly TdsDatabase _database = TdsServer.Shared.CreateDatabase();

    protected override string Type => "mssql";

    protected override string Sneak => "dbo.sneak()";

    protected override string TlsWarning => "certificate is not checked";

    protected override (string Name, object? Value)[] WithoutTls => [("port", Open.Value.Port), ("database", "shop")];

    protected override IDictionary<string, object?> Config() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["host"] = "127.0.0.1",
        ["port"] = TdsServer.Shared.Port,
        ["database"] = _database.Name,
        ["username"] = TdsServer.User,
        ["password"] = TdsServer.Password,
    };

    protected override void Execute(string sql) => _database.Execute(sql);

    protected override string InDialect(string query) => query
        .Replace("LIMIT 50", "OFFSET 0 ROWS FETCH NEXT 50 ROWS ONLY", StringComparison.Ordinal)
        .Replace("LIMIT {{limit}} OFFSET {{offset}}", "ORDER BY id OFFSET {{offset}} ROWS FETCH NEXT {{limit}} ROWS ONLY", StringComparison.Ordinal);

    protected override Task<long> RunningAsync() =>
        Task.FromResult((long)TdsServer.Shared.Running(_database.Name).Count(text => text.Contains("products d", StringComparison.Ordinal)));

    protected override (string Name, string Password) CreateReader()
    {
        var name = "reader_" + _database.Name;
        TdsServer.Shared.AddUser(new TdsUser(name, "read-only", TdsRights.Connect));
        Execute($"GRANT SELECT ON products TO {name}");
        return (name, "read-only");
    }

    protected override void GrantTo(string name, string rights, string table, bool role = false) => Execute($"GRANT {rights} ON {table} TO {name}");

    protected override void GrantRole(string role, string into) => Execute($"ALTER ROLE {role} ADD MEMBER {into}");

    protected override void GrantRoleToLogin(string role, string name) => Execute($"ALTER ROLE {role} ADD MEMBER {name}");

    protected override void EndConnections() => TdsServer.Shared.EndConnections(_database.Name);

    protected override void CreateWritingFunction() => _database.CreateWritingFunction("dbo.sneak", "INSERT INTO products VALUES (99, 'x', 'x')");
}
