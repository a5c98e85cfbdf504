using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>What a completed full sync says of others, in the transaction that completes it.</summary>
internal static class FinishedWork
{
    internal static async Task WriteAsync(StateTransaction transaction, RunningJob running, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (jobId, datasourceId, collection) = (running.Job.Id, running.Datasource.Id, running.Datasource.QdrantCollection);
        await transaction.Db.Set<Collection>().Where(row => row.Name == collection).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastSyncedAt, now).SetProperty(row => row.DatasourceId, (Guid?)datasourceId), cancellationToken);
        await transaction.Db.Set<Datasource>().Where(row => row.Id == datasourceId && row.Status == DatasourceStatus.Error).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, DatasourceStatus.Active).SetProperty(row => row.StatusMessage, (string?)null), cancellationToken);

        // Every record was read again: what failed before and did not fail now was written, or is gone from the source.
        var errors = transaction.Db.Set<SyncError>();
        await errors
            .Where(error => error.DatasourceId == datasourceId && !error.Resolved && error.SyncJobId != jobId
                && !errors.Any(now => now.SyncJobId == jobId && now.RecordIdentifier == error.RecordIdentifier))
            .ExecuteUpdateAsync(set => set.SetProperty(error => error.Resolved, true), cancellationToken);
    }
}
