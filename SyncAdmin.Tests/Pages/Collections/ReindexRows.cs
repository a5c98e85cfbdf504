using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Pages.Hosting;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Pages.Collections;

/// <summary>Re-indexes to show, as the engine leaves them.</summary>
internal static class ReindexRows
{
    internal static readonly ReindexReport Report = new(1_960, 2_000, 40, 20, 19, 0.985);

    /// <summary>A collection, and a datasource that feeds it.</summary>
    internal static async Task<CollectionView> FedCollectionAsync(this PageHost pages, string name = "c")
    {
        await pages.CollectionAsync(name);
        var source = TestState.NewDatasource($"shop of {name}");
        source.QdrantCollection = name;
        await pages.WriteAsync(source);
        return await pages.ViewAsync(name);
    }

    internal static async Task<CollectionView> ViewAsync(this PageHost pages, string name) =>
        (await pages.Get<CollectionManager>().GetAsync(name, CancellationToken.None)).Required();

    /// <summary>A re-index of a collection of version 1, so many minutes after <see cref="Examples.Now"/>, with one job.</summary>
    internal static async Task<SyncJob> ReindexAsync(
        this PageHost pages, CollectionView collection, ReindexStatus status, SyncJobStatus job, string? waitsFor = null, bool rolledBack = false, int minutes = 0)
    {
        var at = Examples.Now.AddMinutes(minutes);
        var isSwitched = status == ReindexStatus.Done || rolledBack;
        var shape = new CollectionShape(1, collection.Spec, pages.Get<IEmbedder>().Fingerprint, Adopted: false, ModelAssumed: false).Write();
        var reindex = new CollectionReindex
        {
            Id = Guid.CreateVersion7(at),
            CollectionId = collection.Id,
            Status = status,
            FromName = collection.Name,
            FromPhysicalName = isSwitched ? $"{collection.Name}__v0" : $"{collection.Name}__v1",
            FromShape = shape,
            ToName = collection.Name,
            ToPhysicalName = isSwitched ? $"{collection.Name}__v1" : $"{collection.Name}__v2",
            ToShape = shape,
            Report = isSwitched ? Report.Write() : null,
            StartedBy = "user:Ada",
            CorrelationId = "c1",
            CreatedAt = at,
            SwitchedAt = isSwitched ? at.AddMinutes(2) : null,
            RolledBackAt = rolledBack ? at.AddMinutes(3) : null,
            EndedAt = status is ReindexStatus.Done or ReindexStatus.Abandoned ? at.AddMinutes(3) : null,
        };
        var row = new SyncJob
        {
            Id = Guid.CreateVersion7(at),
            DatasourceId = collection.Datasources[0].Id,
            Type = SyncJobType.Reindex,
            Status = job,
            WaitReason = waitsFor,
            ErrorCode = job == SyncJobStatus.Failed ? "SYNC-5271" : null,
            TotalRecords = 2_000,
            ProcessedRecords = 1_960,
            CreatedAt = at,
            CorrelationId = "c1",
            StartedBy = "user:Ada",
        };
        await pages.WriteAsync(reindex, row, new ReindexFeeder { ReindexId = reindex.Id, DatasourceId = row.DatasourceId, SyncJobId = row.Id });
        return row;
    }

    internal static Task WriteAsync(this PageHost pages, params object[] rows) => pages.Get<StateDatabase>().WriteAsync(
        (transaction, token) =>
        {
            transaction.Db.AddRange(rows);
            return transaction.Db.SaveChangesAsync(token);
        },
        CancellationToken.None);
}
