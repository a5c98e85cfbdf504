using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>What earlier jobs of a datasource say about the next one.</summary>
internal static class PastJobs
{
    // Fewer say more of starting up than of writing.
    private const int LeastWrites = 200;

    /// <summary>
    /// Seconds that a written record took in the newest full sync with the same query, mapping and model that wrote enough; null: there was none. What
    /// reading took, by today's measure, is left out.
    /// </summary>
    internal static async Task<double?> SecondsPerWriteAsync(
        StateDatabase database, Guid datasourceId, string fingerprint, double secondsPerRead, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        // Index ix_sync_jobs_datasource_id_created_at.
        var job = await context.Set<SyncJob>()
            .Where(job => job.DatasourceId == datasourceId && job.Type == SyncJobType.Full && job.Status == SyncJobStatus.Completed
                && job.SuccessfulRecords >= LeastWrites && job.PlanFingerprint != null && job.PlanFingerprint.StartsWith(fingerprint))
            .OrderByDescending(job => job.CreatedAt)
            .Select(job => new { job.ActiveMilliseconds, job.ProcessedRecords, job.SuccessfulRecords })
            .FirstOrDefaultAsync(cancellationToken);
        return job is null ? null : Math.Max(0, (job.ActiveMilliseconds / 1000.0) - (0.1 * job.ProcessedRecords * secondsPerRead)) / job.SuccessfulRecords;
    }
}
