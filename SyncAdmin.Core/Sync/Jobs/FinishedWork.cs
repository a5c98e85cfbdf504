using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>What a completed job says of others, in the transaction that completes it.</summary>
internal static class FinishedWork
{
    internal static async Task WriteAsync(StateTransaction transaction, RunningJob running, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (running.Lane == JobLane.Records)
        {
            return;
        }

        var job = await transaction.Db.Set<SyncJob>().AsNoTracking().SingleAsync(row => row.Id == running.Job.Id, cancellationToken);
        var (jobId, datasourceId, collection) = (running.Job.Id, running.Datasource.Id, running.Datasource.QdrantCollection);
        await transaction.Db.Set<Datasource>().Where(row => row.Id == datasourceId && row.Status == DatasourceStatus.Error).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, DatasourceStatus.Active).SetProperty(row => row.StatusMessage, (string?)null), cancellationToken);

        if (job.Type is SyncJobType.Verify)
        {
            return; // It has synced nothing.
        }

        if (job.Type is SyncJobType.Reindex)
        {
            await ReindexFollowUp.VerifyAsync(transaction, job, now, cancellationToken);
            return;
        }

        await transaction.Db.Set<Collection>().Where(row => row.Name == collection).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastSyncedAt, now).SetProperty(row => row.DatasourceId, (Guid?)datasourceId), cancellationToken);
        await MoveWatermarkAsync(transaction, job, collection, now, cancellationToken);
        if (job.Type != SyncJobType.Full)
        {
            return;
        }

        // Every record was read again: what failed before and did not fail now was written, or is gone from the source.
        var errors = transaction.Db.Set<SyncError>();
        await errors
            .Where(error => error.DatasourceId == datasourceId && !error.Resolved && error.SyncJobId != jobId
                && !errors.Any(now => now.SyncJobId == jobId && now.RecordIdentifier == error.RecordIdentifier))
            .ExecuteUpdateAsync(set => set.SetProperty(error => error.Resolved, true), cancellationToken);
    }

    /// <summary>A scan that a re-index has overtaken wrote to both collections, else it would have been refused: what it says of the old one holds for the one that is live now.</summary>
    private static async Task MoveWatermarkAsync(StateTransaction transaction, SyncJob job, string collection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var live = await transaction.Db.Set<Collection>().AsNoTracking().SingleOrDefaultAsync(row => row.Name == collection, cancellationToken);
        var moved = live is null ? null : await transaction.Db.Set<CollectionReindex>().AsNoTracking()
            .Where(reindex => reindex.CollectionId == live.Id && reindex.ToPhysicalName == live.PhysicalName && reindex.Status == ReindexStatus.Done)
            .OrderByDescending(static reindex => reindex.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (moved is not null && job.PlanFingerprint is { } fingerprint && string.Equals(fingerprint, PlanFingerprint.Into(fingerprint, Reindexes.SourceOf(live!, moved)), StringComparison.Ordinal))
        {
            job.PlanFingerprint = PlanFingerprint.Into(fingerprint, live!);
        }

        await WatermarkStore.MoveAsync(transaction, job, job.Type == SyncJobType.Full ? job.StartWatermark : ReadUpTo(job), now, cancellationToken);
    }

    /// <summary>The change value of the last row of an incremental sync, which came in the order of (change value, key).</summary>
    private static string? ReadUpTo(SyncJob job) => job.Checkpoint is { } checkpoint ? WatermarkStore.Write(SourceKeyJson.Parse(checkpoint).Values[0]) : null;
}
