using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>
/// Jobs that are shown running although nobody holds a live lease on their datasource: their process was killed, or has gone silent. They go back
/// to pending, and from there on from their checkpoint, also while every lane of every process is taken.
/// </summary>
internal sealed class OrphanedJobs(
    StateDatabase database, LeaseStore leases, RunningJobs running, JobQueries queries, SyncProgress progress, SyncSignal signal, ILogger<OrphanedJobs> logger)
{
    /// <summary>Puts all of them back. Returns how many there were.</summary>
    internal async Task<int> PutBackAsync(CancellationToken cancellationToken)
    {
        var putBack = 0;
        foreach (var datasource in (await FindAsync(cancellationToken)).GroupBy(job => job.DatasourceId, job => job.JobId))
        {
            // What this process itself works on while its lease lapsed is told by its heartbeat to go on or to stop.
            if (datasource.All(jobId => running.Find(jobId) is null))
            {
                putBack += (await PutBackAsync(datasource.Key, cancellationToken)).Count;
            }
        }

        return putBack;
    }

    /// <summary>Puts those of one datasource back; none when somebody holds its lease after all.</summary>
    internal async Task<IReadOnlyList<Guid>> PutBackAsync(Guid datasourceId, CancellationToken cancellationToken)
    {
        var jobs = await database.WriteAsync((transaction, token) => WriteAsync(transaction, datasourceId, token), cancellationToken);
        foreach (var jobId in jobs)
        {
            if (await queries.ViewAsync(jobId, cancellationToken) is { } job)
            {
                logger.PutBack(job.DatasourceName, jobId, job.ProcessedRecords);
                progress.Publish(job);
            }
        }

        signal.Set();
        return jobs;
    }

    /// <summary>In the transaction that has taken the datasource's lease anew: what its former owner left running goes back to pending.</summary>
    internal static async Task<List<Guid>> PutBackAsync(
        StateTransaction transaction, Guid datasourceId, Guid? except, string? former, CancellationToken cancellationToken)
    {
        var left = transaction.Db.Set<SyncJob>()
            .Where(job => job.DatasourceId == datasourceId && job.Status == SyncJobStatus.Running && (except == null || job.Id != except));
        var jobs = await left.Select(job => job.Id).ToListAsync(cancellationToken);
        if (jobs.Count > 0)
        {
            await left.ExecuteUpdateAsync(set => set.SetProperty(job => job.Status, SyncJobStatus.Pending), cancellationToken);
        }

        foreach (var jobId in jobs)
        {
            await JobTimeline.AddAsync(transaction, jobId, JobEventKind.PutBack, former, by: null, cancellationToken);
        }

        return jobs;
    }

    private async Task<IReadOnlyList<JobCandidate>> FindAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read();
#pragma warning disable EF1002, EF1003 // The expression is ours; nothing of it comes from outside.
        // Index (status, created_at), then the primary key of the leases.
        return await context.Database.SqlQueryRaw<JobCandidate>(
            $"""
            SELECT job.id AS "JobId", job.datasource_id AS "DatasourceId"
            FROM sync_jobs AS job
            LEFT JOIN datasource_leases AS lease ON lease.datasource_id = job.datasource_id
            WHERE job.status = 'running' AND (lease.owner IS NULL OR lease.expires_at <= {database.Time.Now})
            """).ToListAsync(cancellationToken);
#pragma warning restore EF1002, EF1003
    }

    /// <summary>Under the lease, which raises the fence: a process that wakes up again can't go on with a job that is shown pending.</summary>
    private async Task<List<Guid>> WriteAsync(StateTransaction transaction, Guid datasourceId, CancellationToken cancellationToken)
    {
        var former = await transaction.ScalarAsync<string>(
            "SELECT owner FROM datasource_leases WHERE datasource_id = @id", cancellationToken, ("id", datasourceId));
        if (await leases.TakeAsync(transaction, datasourceId, cancellationToken) is not { } lease)
        {
            return [];
        }

        var jobs = await PutBackAsync(transaction, datasourceId, except: null, former, cancellationToken);
        await LeaseStore.ReleaseAsync(transaction, lease, cancellationToken);
        return jobs;
    }
}
