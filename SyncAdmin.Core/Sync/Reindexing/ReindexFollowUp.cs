using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>What a re-index leaves to do: after the switch everything is verified once more, after a rollback everything is synced.</summary>
internal static class ReindexFollowUp
{
    /// <summary>In the transaction that completes a <c>reindex</c> job: when it has switched the collection, a verification of each datasource that has no scan open.</summary>
    internal static async Task VerifyAsync(StateTransaction transaction, SyncJob job, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var done = await (
            from feeder in transaction.Db.Set<ReindexFeeder>()
            join reindex in transaction.Db.Set<CollectionReindex>() on feeder.ReindexId equals reindex.Id
            where feeder.SyncJobId == job.Id && reindex.Status == ReindexStatus.Done
            select reindex).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (done is null)
        {
            return;
        }

        var datasources = await transaction.Db.Set<ReindexFeeder>().Where(feeder => feeder.ReindexId == done.Id).Select(static feeder => feeder.DatasourceId).ToListAsync(cancellationToken);
        var since = done.SwitchedAt ?? now;
        foreach (var datasource in datasources)
        {
            // The newest job to complete comes here, but one that was resumed after the switch may come as well: once is enough.
            if (!await transaction.Db.Set<SyncJob>().AnyAsync(
                other => other.DatasourceId == datasource && other.Type == SyncJobType.Verify && other.CreatedAt >= since, cancellationToken))
            {
                await StartAsync(transaction, datasource, SyncJobType.Verify, done.CorrelationId, now, $"reindex {job.Id}", cancellationToken);
            }
        }
    }

    /// <summary>
    /// In the transaction of the switch. Every write since the re-index began went to both collections, and each source was read to its end after that: what a watermark
    /// says of the old one holds for the new one. Where there was none, the re-index leaves one, as a full sync does.
    /// </summary>
    internal static async Task MoveWatermarksAsync(StateTransaction transaction, Guid reindexId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var jobs = await (
            from feeder in transaction.Db.Set<ReindexFeeder>()
            join job in transaction.Db.Set<SyncJob>() on feeder.SyncJobId equals job.Id
            where feeder.ReindexId == reindexId
            select job).AsNoTracking().ToListAsync(cancellationToken);
        foreach (var job in jobs)
        {
            var mark = await transaction.Db.Set<SyncWatermark>().AsNoTracking().SingleOrDefaultAsync(row => row.DatasourceId == job.DatasourceId, cancellationToken);
            // One of another query or mapping says nothing of what was read now.
            var isOfThisPlan = mark is not null && job.PlanFingerprint is { } plan && PlanFingerprint.Changes(mark.PlanFingerprint, plan) is "" or "collection";
            await WatermarkStore.MoveAsync(transaction, job, isOfThisPlan ? mark!.Value : job.StartWatermark, now, cancellationToken);
        }
    }

    /// <summary>A pending scan of a datasource that is there and has no open one.</summary>
    internal static async Task StartAsync(
        StateTransaction transaction, Guid datasourceId, SyncJobType type, string correlationId, DateTimeOffset now, string why, CancellationToken cancellationToken)
    {
        if (await transaction.ScalarAsync<long>("SELECT count(*) FROM datasources WHERE id = @id", cancellationToken, ("id", datasourceId)) == 0
            || await SyncService.OpenScanAsync(transaction.Db, datasourceId, Guid.Empty, cancellationToken) is not null)
        {
            return;
        }

        await AddJobAsync(transaction, datasourceId, type, Actor.System, correlationId, now, why, cancellationToken);
    }

    /// <summary>A pending scan; the unique index on open scans refuses a second one.</summary>
    internal static async Task<Guid> AddJobAsync(
        StateTransaction transaction, Guid datasourceId, SyncJobType type, Actor actor, string correlationId, DateTimeOffset now, string? detail, CancellationToken cancellationToken)
    {
        var job = new SyncJob
        {
            Id = RowId.New(now),
            DatasourceId = datasourceId,
            Type = type,
            Status = SyncJobStatus.Pending,
            CorrelationId = correlationId,
            StartedBy = actor.ToString(),
            CreatedAt = now,
        };
        transaction.Db.Add(job);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        await JobTimeline.AddAsync(transaction, job.Id, JobEventKind.Requested, detail, actor, cancellationToken);
        return job.Id;
    }
}
