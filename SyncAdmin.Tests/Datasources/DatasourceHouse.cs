using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Datasources;

/// <summary>The datasource service over a real database, with a connector type that answers what the test says.</summary>
internal sealed class DatasourceHouse : IAsyncDisposable
{
    internal static readonly Actor Ana = new("user", "u1", "Ana", Role.Admin);

    private DatasourceHouse(TestState state, IDataProtectionProvider protection)
    {
        State = state;
        var types = new ConnectorTypes([Type, Other]);
        var secrets = new DatasourceSecrets(protection);
        Sources = new DatasourceSources(types, secrets);
        Service = new DatasourceService(state.Database, types, Sources, secrets, new AuditLog(state.Database, Time), Time);
    }

    internal TestState State { get; }

    internal DrivenTime Time { get; } = new();

    internal FakeConnectorType Type { get; } = new("mysql");

    internal FakeConnectorType Other { get; } = new("postgresql");

    internal DatasourceSources Sources { get; }

    internal DatasourceService Service { get; }

    /// <summary>Appendix B's example.</summary>
    internal static DatasourceInput Shop => new()
    {
        Name = "shop",
        Type = "mysql",
        ConnectionConfig = JsonElement.Parse("""{ "host": "127.0.0.1", "port": 3306, "database": "shop", "username": "u", "password": "very-secret" }"""),
        QueryTemplate = "SELECT id, code, name, brand, price, updated_at FROM products",
        KeyField = "id",
        CodeField = "code",
        ChangeField = "updated_at",
        FieldMapping = JsonElement.Parse("""{ "code": "code", "name": "name", "brand": "brand", "price": "price" }"""),
        EmbeddingFields = ["name", "brand", "code"],
        QdrantCollection = "products",
        WebhookEnabled = true,
        BatchSize = 100,
    };

    public ValueTask DisposeAsync() => State.DisposeAsync();

    internal static async Task<DatasourceHouse> CreateAsync(StorageProvider provider) =>
        new(await TestState.CreateAsync(provider), new EphemeralDataProtectionProvider());

    /// <summary>The same state with another key ring: the folder <c>keys</c> was lost.</summary>
    internal DatasourceHouse WithLostKeys() => new(State, new EphemeralDataProtectionProvider());

    internal async Task<DatasourceView> AddAsync(DatasourceInput? input = null) =>
        (await Service.CreateAsync(input ?? Shop, Ana, "c1", CancellationToken.None)).Required();

    internal async Task<Datasource> StoredAsync() => (await State.AllAsync<Datasource>()).Single();

    internal async Task<List<string>> ActionsAsync() => [.. (await State.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => entry.Action)];
}
