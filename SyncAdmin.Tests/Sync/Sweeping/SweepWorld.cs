using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;

namespace SyncAdmin.Tests.Sync.Sweeping;

/// <summary>A <see cref="SyncWorld"/> whose source has been synced once, on either state store and either vector store.</summary>
internal sealed class SweepWorld : IAsyncDisposable
{
    private readonly FakeQdrant? _qdrant;

    private SweepWorld(SyncWorld sync, FakeQdrant? qdrant) => (Sync, _qdrant) = (sync, qdrant);

    internal SyncWorld Sync { get; }

    internal Datasource Datasource { get; private set; } = null!;

    internal static async Task<SweepWorld> StartAsync(int records, StorageProvider state = StorageProvider.Sqlite, bool qdrant = false, string? deletePolicy = null)
    {
        var server = qdrant ? await FakeQdrant.StartAsync() : null;
        var sync = await SyncWorld.CreateAsync(state, server is null ? null : QdrantClients.Open(server));
        var world = new SweepWorld(sync, server);
        sync.Source.PutMany(records);
        world.Datasource = await sync.State.AddDatasourceAsync(change: datasource => datasource.DeletePolicy = deletePolicy ?? datasource.DeletePolicy);
        await sync.StartEngineAsync();
        await sync.SyncAsync(world.Datasource);
        return world;
    }

    internal void Remove(int from, int count)
    {
        for (var id = from; id < from + count; id++)
        {
            Sync.Source.Remove(id);
        }
    }

    internal Task<SyncJobView> SyncAsync() => Sync.SyncAsync(Datasource);

    /// <summary>A full sync from its start until it waits for a person.</summary>
    internal async Task<SyncJobView> SyncUntilAskedAsync() => await UntilAskedAsync((await Sync.StartFullAsync(Datasource)).Required().Id);

    internal Task<SyncJobView> UntilAskedAsync(Guid jobId) => Sync.UntilAsync(jobId, static job => job is { Status: SyncJobStatus.Pending, WaitReason: "decision" });

    internal Task<Outcome<SyncJobView>> DecideAsync(Guid jobId, bool accept) =>
        Sync.Services.GetRequiredService<SyncDecisions>().DecideAsync(jobId, accept, Actor.System, CancellationToken.None);

    internal Task<Outcome<RestoreView>> RestoreAsync(Guid jobId) =>
        Sync.Services.GetRequiredService<SyncRestores>().RestoreAsync(jobId, Actor.System, "test-correlation", CancellationToken.None);

    /// <summary>Hands a record to the records job, as a webhook does; returns that job.</summary>
    internal Task<Guid> DeliverAsync(string code)
    {
        var delivery = new SyncDelivery
        {
            Id = RowId.New(TimeProvider.System.GetUtcNow()),
            DatasourceId = Datasource.Id,
            Kind = DeliveryKind.Webhook,
            NamesBy = DeliveryNaming.Code,
            Names = SyncDelivery.WriteNames([code]),
            Action = DeliveryAction.Sync,
            CorrelationId = "test-delivery",
        };
        var store = Sync.Services.GetRequiredService<DeliveryStore>();
        return Sync.State.Database.WriteAsync((transaction, token) => store.AddAsync(transaction, delivery, SyncJobType.Webhook, Actor.System, token), CancellationToken.None);
    }

    internal async Task<List<string>> KeysInStoreAsync() => [.. (await Sync.PointsAsync()).Keys.Order(StringComparer.Ordinal)];

    internal async Task<List<string>> KeysInLedgerAsync()
    {
        var rows = await Sync.State.AllAsync<LedgerEntry>();
        return [.. rows.Select(row => row.RecordKey).Order(StringComparer.Ordinal)];
    }

    internal static List<string> Keys(int from, int count) => [.. Enumerable.Range(from, count).Select(id => $"{id}").Order(StringComparer.Ordinal)];

    internal Task<List<RemovedPoint>> RemovedAsync() => Sync.State.AllAsync<RemovedPoint>();

    internal async Task<StoredPoint> PointAsync(string key) =>
        (await Sync.Store.GetAsync("products", [PointId.Of(Datasource.Id, key)], withVector: true, CancellationToken.None)).Single();

    public async ValueTask DisposeAsync()
    {
        await Sync.DisposeAsync();
        if (_qdrant is not null)
        {
            await _qdrant.DisposeAsync();
        }
    }
}
