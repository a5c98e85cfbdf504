using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>
/// Decides where an attempt begins, and writes it: from the job's own checkpoint, from the one that the newest unfinished full sync left, or
/// from the first record. A checkpoint counts only while the plan is the same.
/// </summary>
internal sealed class StartPoint(StateDatabase database)
{
    /// <summary>Refreshes the mirror of the row. Returns what people are told when a checkpoint could not be used; null otherwise.</summary>
    internal async Task<StartedOver?> WriteAsync(RunningJob running, string fingerprint, long? total, string? watermark, string? lostPoints, CancellationToken cancellationToken)
    {
        StartedOver? startedOver = null;
        running.Job = await database.WriteAsync(
            async (transaction, token) =>
            {
                await FenceGuard.AssertAsync(transaction, running.Lease, token);
                var job = await transaction.Db.Set<SyncJob>().SingleAsync(row => row.Id == running.Job.Id, token);
                var from = job.Checkpoint is not null ? job : job.Type != SyncJobType.Full ? null : await UnfinishedBeforeAsync(transaction, job, token);
                startedOver = null;
                if (from is not null)
                {
                    var why = lostPoints ?? Changes(from.PlanFingerprint, fingerprint);
                    if (why is null)
                    {
                        await TakeOverAsync(transaction, from, job, token);
                        job.Resume = JsonSerializer.Serialize(ResumeOf(job, total, running.Datasource.BatchSize), JsonSerializerOptions.Web);
                    }
                    else
                    {
                        startedOver = new StartedOver(from.ProcessedRecords, why);
                        await StartOverAsync(transaction, job, token);
                        job.Metadata = JobMetadata.With(job.Metadata, "startedOver", startedOver);
                    }

                    await JobTimeline.BeganAsync(transaction, job, why, token);
                }

                job.StartWatermark = job.Checkpoint is null ? watermark : job.StartWatermark;
                (job.PlanFingerprint, job.TotalRecords) = (fingerprint, total);
                await transaction.Db.SaveChangesAsync(token);
                return job;
            },
            cancellationToken);
        return startedOver;
    }

    private static string? Changes(string? before, string now) =>
        string.Equals(before, now, StringComparison.Ordinal) ? null : $"changed since: {PlanFingerprint.Changes(before, now)}";

    /// <summary>The newest other full sync of the datasource, when it failed or was cancelled and left a checkpoint.</summary>
    private static async Task<SyncJob?> UnfinishedBeforeAsync(StateTransaction transaction, SyncJob job, CancellationToken cancellationToken)
    {
        var newest = await transaction.Db.Set<SyncJob>()
            .Where(row => row.DatasourceId == job.DatasourceId && row.Type == SyncJobType.Full && row.Id != job.Id && row.CreatedAt <= job.CreatedAt)
            .OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return newest is { Status: SyncJobStatus.Failed or SyncJobStatus.Cancelled, Checkpoint: not null } ? newest : null;
    }

    private static async Task TakeOverAsync(StateTransaction transaction, SyncJob from, SyncJob job, CancellationToken cancellationToken)
    {
        if (from.Id == job.Id)
        {
            return;
        }

        (job.Checkpoint, job.SetAside, job.StartWatermark) = (from.Checkpoint, from.SetAside, from.StartWatermark);
        (job.ProcessedRecords, job.SuccessfulRecords) = (from.ProcessedRecords, from.SuccessfulRecords);
        (job.FailedRecords, job.SkippedRecords, job.DeletedRecords) = (from.FailedRecords, from.SkippedRecords, from.DeletedRecords);
        (job.EmbeddedRecords, job.EmbeddingTokens, job.EstimatedCost) = (from.EmbeddedRecords, from.EmbeddingTokens, from.EstimatedCost);
        job.BudgetAccepted = from.BudgetAccepted;
        (job.Batches, job.ActiveMilliseconds) = (from.Batches, from.ActiveMilliseconds);
        job.Metadata = SavedWork.TakeOver(from.Metadata, job.Metadata);
        job.Metadata = JobPlan.TakeOver(from, job.Metadata);
        job.Metadata = JobMetadata.With(job.Metadata, "continues", from.Id);
        from.Metadata = JobMetadata.With(from.Metadata, "continuedBy", job.Id);

        // The counters came over, so the errors and the removed points that they count must come as well.
        await transaction.Db.Set<SyncError>().Where(error => error.SyncJobId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(error => error.SyncJobId, job.Id), cancellationToken);
        await transaction.Db.Set<RemovedPoint>().Where(point => point.SyncJobId == from.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(point => point.SyncJobId, job.Id), cancellationToken);
    }

    /// <summary>Every record will be counted again. What was paid stays paid.</summary>
    private static async Task StartOverAsync(StateTransaction transaction, SyncJob job, CancellationToken cancellationToken)
    {
        (job.Checkpoint, job.SetAside, job.Resume) = (null, null, null);
        (job.ProcessedRecords, job.SuccessfulRecords, job.FailedRecords, job.SkippedRecords, job.EmbeddedRecords, job.Batches) = (0, 0, 0, 0, 0, 0);
        await transaction.Db.Set<SyncError>().Where(error => error.SyncJobId == job.Id).ExecuteDeleteAsync(cancellationToken);
    }

    private static SyncResume ResumeOf(SyncJob job, long? total, int batchSize) => new(
        job.ProcessedRecords,
        total > 0 ? Math.Round(Math.Min(100.0, 100.0 * job.ProcessedRecords / total.Value), 2) : null,
        job.Batches,
        total is null ? null : Math.Max(job.Batches, (total.Value + batchSize - 1) / batchSize),
        job.EstimatedCost,
        job.ActiveMilliseconds / 1000.0);

    /// <summary>Why a checkpoint was not used.</summary>
    internal sealed record StartedOver(long Record, string Why);
}
