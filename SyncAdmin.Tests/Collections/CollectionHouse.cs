using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Storage;
using SyncAdmin.Tests.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;

namespace SyncAdmin.Tests.Collections;

/// <summary>The collection manager on a real state database and a real store, and what else a test of it puts there.</summary>
internal sealed class CollectionHouse : IAsyncDisposable
{
    internal static readonly ModelFingerprint Model = new("local", "hashed-ngrams", 8, 1);
    internal static readonly Actor Ana = new("user", "ana", "Ana", Role.Admin);
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeQdrant? _qdrant;
    private readonly IVectorStore _inner;

    private CollectionHouse(TestState state, FakeQdrant? qdrant, bool owns)
    {
        (State, _qdrant) = (state, owns ? qdrant : null);
        _inner = qdrant is null ? new EmbeddedVectorStore(_directory.Path, NullLoggerFactory.Instance) : QdrantClients.Open(qdrant);
        (Store, Breaking) = BreakingStore.Around(_inner);
        Manager = NewManager();
        Points = new CollectionPoints(Manager, Store);
    }

    internal TestState State { get; }

    internal IVectorStore Store { get; }

    internal BreakingStore Breaking { get; }

    internal CollectionManager Manager { get; }

    internal CollectionPoints Points { get; }

    /// <summary>With the embedded store, or over the wire with a Qdrant.</summary>
    internal static async Task<CollectionHouse> CreateAsync(StorageProvider provider, VectorsProvider store = VectorsProvider.Embedded) =>
        new(await TestState.CreateAsync(provider), store == VectorsProvider.Qdrant ? await FakeQdrant.StartAsync() : null, owns: true);

    /// <summary>Over the wire with a Qdrant of the test's own.</summary>
    internal static async Task<CollectionHouse> CreateAsync(StorageProvider provider, FakeQdrant qdrant) => new(await TestState.CreateAsync(provider), qdrant, owns: false);

    /// <summary>Another manager: on the same store, clock and state unless others are given.</summary>
    internal CollectionManager NewManager(IVectorStore? store = null, TimeProvider? time = null, StateDatabase? state = null) => new(
        state ?? State.Database, store ?? Store, new AuditLog(state ?? State.Database, TimeProvider.System), time ?? TimeProvider.System, NullLogger<CollectionManager>.Instance);

    internal async Task<Collection> EnsureAsync(string name) => (await Manager.EnsureAsync(name, Model, CancellationToken.None)).Required();

    internal async Task<CollectionView> ViewAsync(string name) => (await Manager.GetAsync(name, CancellationToken.None)).Required();

    internal Task<Outcome<CollectionView>> AdoptAsync(string physicalName, string? alias = null, ModelFingerprint? model = null) =>
        Manager.AdoptAsync(physicalName, alias, model, Ana, "c-adopt", CancellationToken.None);

    internal Task<Outcome<bool>> DeleteAsync(string name, bool force = false) => Manager.DeleteAsync(name, force, Ana, "c-delete", CancellationToken.None);

    /// <summary>A collection as another program makes it, with points that no sync wrote.</summary>
    internal async Task MakeForeignAsync(string name, int points = 3, CollectionSpec? spec = null)
    {
        await Store.CreateCollectionAsync(name, spec ?? new CollectionSpec(8), CancellationToken.None);
        await AddPointsAsync(name, [.. Enumerable.Range(1, points).Select(number => (ForeignId(number), $$"""{"color":"blue","n":{{number}}}"""))]);
    }

    internal static Guid ForeignId(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    internal Task AddPointsAsync(string physicalName, params (Guid Id, string Payload)[] points) => Store.UpsertAsync(
        physicalName,
        [.. points.Select(point => new VectorPoint(point.Id, new float[] { 1, 0, 0, 0, 0, 0, 0, 0 }, Encoding.UTF8.GetBytes(point.Payload)))],
        fence: null,
        CancellationToken.None);

    /// <summary>A record of a datasource, in the store and in the ledger, as a sync leaves it.</summary>
    internal async Task<Guid> AddRecordAsync(string physicalName, Guid datasource, string key)
    {
        var id = PointId.Of(datasource, key);
        await AddPointsAsync(physicalName, (id, $$"""{"_sync":{"datasource":"{{datasource}}","key":"{{key}}","code":"{{key}}","textHash":"00","payloadHash":"00","fence":1},"name":"{{key}}"}"""));
        await State.Database.WriteAsync(
            (transaction, token) => RecordLedger.ApplyAsync(transaction, new LedgerScope(physicalName, datasource), [new LedgerRow(key, key, default, default)], [], token),
            CancellationToken.None);
        return id;
    }

    internal async Task<Datasource> AddFeederAsync(string name, string collection)
    {
        var feeder = TestState.NewDatasource(name);
        feeder.QdrantCollection = collection;
        await State.AddAsync(feeder);
        return feeder;
    }

    internal async Task<IReadOnlyList<Guid>> IdsAsync(string collection) =>
        [.. (await Store.ScrollAsync(collection, null, null, 1000, withVector: false, CancellationToken.None)).Points.Select(point => point.Id)];

    internal async Task<(string Action, string? Before, string? After)> LastAuditAsync()
    {
        var entry = (await State.AllAsync<AuditEntry>()).MaxBy(entry => entry.Id)!;
        return (entry.Action, Compact(entry.Before), Compact(entry.After));
    }

    // PostgreSQL's jsonb puts blanks where SQLite's text has none.
    private static string? Compact(string? json) => json?.Replace("\": ", "\":", StringComparison.Ordinal).Replace(", \"", ",\"", StringComparison.Ordinal);

    internal static Filter Where(string key, object value) => new() { Must = [new Condition.Match(key, JsonSerializer.SerializeToElement(value))] };

    public async ValueTask DisposeAsync()
    {
        Manager.Dispose();
        (_inner as IDisposable)?.Dispose();
        if (_qdrant is not null)
        {
            await _qdrant.DisposeAsync();
        }

        _directory.Dispose();
        await State.DisposeAsync();
    }
}
