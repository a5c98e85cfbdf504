using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Sync.Sweeping;

namespace SyncAdmin.Tests.Sync.Verifying;

/// <summary>A source that has been synced once, and what can go wrong with ledger and store behind the engine's back.</summary>
internal sealed class VerifyWorld(SweepWorld world) : IAsyncDisposable
{
    internal SyncWorld Sync => world.Sync;

    internal Datasource Datasource => world.Datasource;

    internal LedgerScope Scope => new("products__v1", Datasource.Id);

    internal static async Task<VerifyWorld> StartAsync(int records, StorageProvider state = StorageProvider.Sqlite, bool qdrant = false, string? deletePolicy = null)
    {
        var world = new VerifyWorld(await SweepWorld.StartAsync(records, state, qdrant, deletePolicy));
        world.Sync.Embedder.Reset();
        world.Sync.Store.Reset();
        return world;
    }

    internal async Task<SyncJobView> StartVerifyAsync() => (await Sync.Service.StartVerifyAsync(Datasource.Id, Actor.System, "test-correlation", CancellationToken.None)).Required();

    internal async Task<(SyncJobView Job, VerifyReportView Report)> VerifyAsync()
    {
        var job = await Sync.EndOfAsync((await StartVerifyAsync()).Id);
        return (job, await ReportAsync(job.Id));
    }

    internal async Task<VerifyReportView> ReportAsync(Guid jobId) =>
        (await Sync.Services.GetRequiredService<SyncVerification>().GetAsync(jobId, CancellationToken.None)).Required();

    /// <summary>Returns when everything that was handed on is written.</summary>
    internal Task HealedAsync() => Servers.Eventually.IsTrueAsync(
        async () => (await Sync.State.AllAsync<SyncDelivery>()).TrueForAll(static row => row.Status == DeliveryStatus.Applied)
            && (await Sync.State.AllAsync<SyncJob>()).TrueForAll(static job => job.Status == SyncJobStatus.Completed),
        TimeSpan.FromSeconds(30),
        () => Sync.Log.ToString());

    internal async Task<(long Compared, long InLedger, long InStore)> SurplusAsync(Guid jobId)
    {
        var report = await ReportAsync(jobId);
        return (report.Compared, report.SurplusInLedger.Count, report.SurplusInStore.Count);
    }

    internal Task<Outcome<SyncJobView>> DecideAsync(Guid jobId, bool accept) => world.DecideAsync(jobId, accept);

    /// <summary>Of the job that runs.</summary>
    internal RecordInterlock Interlock => Sync.Services.GetRequiredService<RunningJobs>().OwnerOf(Datasource.Id)!.Interlock;

    internal Task ForgetAsync(params IEnumerable<int> ids) => ChangeLedgerAsync([], [.. ids.Select(static id => $"{id}")]);

    internal async Task MistakeAsync(params IEnumerable<int> ids)
    {
        var ledger = Sync.Services.GetRequiredService<RecordLedger>();
        var rows = await ledger.LoadAsync(Scope, [.. ids.Select(static id => $"{id}")], CancellationToken.None);
        await ChangeLedgerAsync([.. rows.Values.Select(static row => row with { TextHash = new RecordHash(row.TextHash.Value + 1) })], []);
    }

    internal Task LoseAsync(params IEnumerable<int> ids) =>
        Sync.Store.DeleteAsync("products", [.. ids.Select(id => PointId.Of(Datasource.Id, $"{id}"))], fence: null, CancellationToken.None);

    /// <summary>Gives points another text hash than their record's, as an old backup of the store would.</summary>
    internal async Task AgeAsync(params IEnumerable<int> ids)
    {
        var points = await Sync.Store.GetAsync("products", [.. ids.Select(id => PointId.Of(Datasource.Id, $"{id}"))], withVector: false, CancellationToken.None);
        await Sync.Store.OverwritePayloadAsync("products", [.. points.Select(Aged)], fence: null, CancellationToken.None);

        static PointPayload Aged(StoredPoint point)
        {
            var members = SyncPayload.Read(point.Payload)!;
            return new PointPayload(point.Id, SyncPayload.Combine(SyncPayload.Strip(point.Payload).Span, members with { TextHash = new RecordHash(7) }));
        }
    }

    internal Task ChangeLedgerAsync(IReadOnlyList<LedgerRow> upserts, IReadOnlyList<string> deleted) => Sync.State.Database.WriteAsync(
        (transaction, token) => RecordLedger.ApplyAsync(transaction, Scope, upserts, deleted, token), CancellationToken.None);

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
