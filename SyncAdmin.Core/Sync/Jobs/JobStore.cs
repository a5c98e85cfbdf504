using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Reconciling;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>The transitions of a job's row that belong to whoever owns the datasource.</summary>
internal sealed class JobStore(
    StateDatabase database, LeaseStore leases, DeliveryWork deliveries, NotificationOutbox notifications, SyncInstance instance, TimeProvider time)
{
    // A network that blinks is no error of the datasource.
    private const int FailuresUntilError = 3;

    /// <summary>
    /// Jobs of a lane that wait for a process, oldest first: pending ones whose time has come, and running ones whose lease has expired; of datasources that this
    /// process owns as well, for the other lane may be at work there. What webhooks bring to a paused datasource is held.
    /// </summary>
    internal async Task<IReadOnlyList<JobCandidate>> CandidatesAsync(JobLane lane, int limit, CancellationToken cancellationToken)
    {
        var now = database.Time.Now;
        var types = string.Join(", ", JobLanes.TypesOf(lane).Select(static type => $"'{EnumText.Of(type)}'"));
        await using var context = database.Read();
#pragma warning disable EF1002, EF1003 // The expressions are ours; nothing of them comes from outside.
        // Index (status, created_at) finds and orders the few open jobs. A job that waits without a time waits for a person.
        return await context.Database.SqlQueryRaw<JobCandidate>(
            $$"""
            SELECT job.id AS "JobId", job.datasource_id AS "DatasourceId"
            FROM sync_jobs AS job
            JOIN datasources AS datasource ON datasource.id = job.datasource_id
            LEFT JOIN datasource_leases AS lease ON lease.datasource_id = job.datasource_id
            WHERE job.status IN ('pending', 'running')
              AND job.type IN ({{types}})
              AND (job.type <> 'webhook' OR datasource.status <> 'paused')
              AND (job.resume_after <= {{now}} OR (job.resume_after IS NULL AND job.wait_reason IS NULL))
              AND (lease.owner IS NULL OR lease.expires_at <= {{now}} OR lease.owner = {0})
            ORDER BY job.created_at
            LIMIT {{limit}}
            """,
            instance.Id).ToListAsync(cancellationToken);
#pragma warning restore EF1002, EF1003
    }

    /// <summary>Running jobs that a person wants to end, in whatever process.</summary>
    internal async Task<IReadOnlyList<Guid>> CancelRequestsAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<SyncJob>()
            .Where(job => job.Status == SyncJobStatus.Running && job.CancelRequestedAt != null)
            .Select(job => job.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Takes the job, under the lease that this process has or else takes with it; null when another process was faster.</summary>
    /// <param name="candidate">The job.</param>
    /// <param name="owned">The datasource, when this process owns it already.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<RunningJob?> ClaimAsync(JobCandidate candidate, OwnedDatasource? owned, CancellationToken cancellationToken)
    {
        if (owned is null)
        {
            return await ClaimAsync(candidate, transaction => TakeAsync(transaction, candidate, cancellationToken), cancellationToken);
        }

        using var turn = await owned.EnterAsync(cancellationToken);
        try
        {
            return owned.IsOver ? null : await ClaimAsync(candidate, _ => Task.FromResult<OwnedDatasource?>(owned), cancellationToken);
        }
        catch (LeaseLostException)
        {
            return null; // What runs under it learns so from its heartbeat; a later round takes the lease anew.
        }
    }

    private async Task<OwnedDatasource?> TakeAsync(StateTransaction transaction, JobCandidate candidate, CancellationToken cancellationToken)
    {
        if (await leases.TakeAsync(transaction, candidate.DatasourceId, cancellationToken) is not { } lease)
        {
            return null;
        }

        // Whoever left the lease ran the other lane's job too: under the new lease it must not be shown running before somebody runs it.
        await OrphanedJobs.PutBackAsync(transaction, candidate.DatasourceId, except: candidate.JobId, former: null, cancellationToken);
        return new OwnedDatasource(lease, time);
    }

    private async Task<RunningJob?> ClaimAsync(JobCandidate candidate, Func<StateTransaction, Task<OwnedDatasource?>> own, CancellationToken cancellationToken)
    {
        var claimed = await database.WriteAsync(
            async (transaction, token) =>
            {
                if (await own(transaction) is not { } owned)
                {
                    return null;
                }

                var now = await FenceGuard.AssertAsync(transaction, owned.Lease, token);
                var wasRunning = await transaction.Db.Set<SyncJob>().AnyAsync(job => job.Id == candidate.JobId && job.Status == SyncJobStatus.Running, token);
                var rows = await transaction.Db.Set<SyncJob>()
                    .Where(job => job.Id == candidate.JobId
                        && (job.Status == SyncJobStatus.Running
                            || (job.Status == SyncJobStatus.Pending && (job.ResumeAfter <= now || (job.ResumeAfter == null && job.WaitReason == null)))))
                    .ExecuteUpdateAsync(
                        set => set
                            .SetProperty(job => job.Status, SyncJobStatus.Running)
                            .SetProperty(job => job.Attempts, job => job.Attempts + 1)
                            .SetProperty(job => job.StartedAt, job => job.StartedAt ?? now)
                            .SetProperty(job => job.CompletedAt, (DateTimeOffset?)null)
                            .SetProperty(job => job.WaitReason, (string?)null)
                            .SetProperty(job => job.ResumeAfter, (DateTimeOffset?)null)
                            .SetProperty(job => job.ErrorCode, (string?)null)
                            .SetProperty(job => job.ErrorMessage, (string?)null)
                            .SetProperty(job => job.ProgressAt, now),
                        token);
                if (rows == 0)
                {
                    if (owned.Jobs.Count == 0)
                    {
                        await LeaseStore.ReleaseAsync(transaction, owned.Lease, token);
                    }

                    return null;
                }

                await JobTimeline.ClaimedAsync(transaction, candidate.JobId, owned.Lease.Owner, wasRunning, token);
                var row = await transaction.Db.Set<SyncJob>().AsNoTracking().SingleAsync(job => job.Id == candidate.JobId, token);
                var datasource = await transaction.Db.Set<Datasource>().AsNoTracking().SingleAsync(source => source.Id == candidate.DatasourceId, token);
                return new RunningJob(row, datasource, owned, time);
            },
            cancellationToken);
        claimed?.Owned.Join(claimed);
        return claimed;
    }

    /// <summary>Writes how the attempt ended; the last job of the datasource frees the lease. A <see cref="LeaseLostException"/> when it is not ours to say.</summary>
    internal async Task EndAsync(RunningJob running, JobEnd end, CancellationToken cancellationToken)
    {
        var job = running.Job;
        using var turn = await running.Owned.EnterAsync(cancellationToken);
        var ended = await database.WriteAsync(
            async (transaction, token) =>
            {
                var now = await FenceGuard.AssertAsync(transaction, running.Lease, token);
                if (end is JobEnd.Waits or JobEnd.GivenBack
                    && await transaction.Db.Set<SyncJob>().AnyAsync(row => row.Id == job.Id && row.CancelRequestedAt != null, token))
                {
                    end = new JobEnd.Cancelled(); // A wish that came while the work was stopping: it must not start again.
                }

                var (status, problem, reason, after) = Columns(end, now);
                if (running.Lane == JobLane.Records && !await deliveries.EndAsync(transaction, job, status, now, token))
                {
                    end = new JobEnd.GivenBack(); // A delivery joined while the job was being claimed.
                    (status, problem, reason, after) = Columns(end, now);
                }

                DateTimeOffset? completed = status == SyncJobStatus.Pending ? null : now;
                await transaction.Db.Set<SyncJob>().Where(row => row.Id == job.Id).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(row => row.Status, status)
                        .SetProperty(row => row.CompletedAt, completed)
                        .SetProperty(row => row.ErrorCode, problem == null ? null : problem.Code)
                        .SetProperty(row => row.ErrorMessage, problem == null ? null : $"{problem.Detail} {problem.Error.Remedy}")
                        .SetProperty(row => row.WaitReason, reason)
                        .SetProperty(row => row.ResumeAfter, after)
                        .SetProperty(row => row.ActiveMilliseconds, running.ActiveMilliseconds)
                        .SetProperty(row => row.Metadata, job.Metadata),
                    token);
                await running.Uncommitted.ForgetAsync(transaction, token);
                await JobTimeline.EndedAsync(transaction, job.Id, end, after, token);
                if (status == SyncJobStatus.Completed)
                {
                    await FinishedWork.WriteAsync(transaction, running, now, token);
                }
                else if (end is JobEnd.Waits { Reason: FailureVerdict.SourceReason, Times: >= FailuresUntilError } unreachable)
                {
                    await transaction.Db.Set<Datasource>().Where(row => row.Id == job.DatasourceId && row.Status == DatasourceStatus.Active).ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.Status, DatasourceStatus.Error).SetProperty(row => row.StatusMessage, unreachable.Problem.ToString()),
                        token);
                }

                if (JobNotices.Of(running, end) is { } notice)
                {
                    await notifications.AddAsync(transaction, notice, token);
                }

                if (running.Owned.IsLast(running))
                {
                    await LeaseStore.ReleaseAsync(transaction, running.Lease, token);
                }

                return await transaction.Db.Set<SyncJob>().AsNoTracking().SingleAsync(row => row.Id == job.Id, token);
            },
            cancellationToken);
        running.Owned.Leave(running);
        running.Job = ended;
    }

    private static (SyncJobStatus Status, Problem? Problem, string? WaitReason, DateTimeOffset? ResumeAfter) Columns(JobEnd end, DateTimeOffset now) => end switch
    {
        JobEnd.Completed => (SyncJobStatus.Completed, null, null, null),
        JobEnd.Cancelled => (SyncJobStatus.Cancelled, null, null, null),
        JobEnd.Failed failed => (SyncJobStatus.Failed, failed.Problem, null, null),
        JobEnd.Waits waits => (SyncJobStatus.Pending, waits.Problem, waits.Reason, now + waits.For),
        JobEnd.GivenBack => (SyncJobStatus.Pending, null, null, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
