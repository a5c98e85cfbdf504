using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>Compares what is shown of a job with what really runs, and mends it.</summary>
public sealed class SyncReconciler
{
    // Between the end in the row and the end of the work lie a log line and an update for the pages.
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(2);

    private readonly StateDatabase _database;
    private readonly AuditLog _audit;
    private readonly JobQueries _queries;
    private readonly OrphanedJobs _orphans;
    private readonly RunningJobs _running;
    private readonly SyncSignal _signal;
    private readonly TimeProvider _time;

    internal SyncReconciler(
        StateDatabase database, AuditLog audit, JobQueries queries, OrphanedJobs orphans, RunningJobs running, SyncSignal signal, TimeProvider time) =>
        (_database, _audit, _queries, _orphans, _running, _signal, _time) = (database, audit, queries, orphans, running, signal, time);

    /// <summary>What was found and done; both stand in the job's timeline and in the audit log. SYNC-5001: there is no such job.</summary>
    public async Task<Outcome<SyncReconcileView>> ReconcileAsync(Guid jobId, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await _queries.FindAsync(jobId, cancellationToken) is not { } job)
        {
            return new Problem(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}.");
        }

        var now = await _database.NowAsync(cancellationToken);
        var lease = await LeaseAsync(job.DatasourceId, cancellationToken);
        var isLive = lease?.Owner is not null && lease.ExpiresAt > now;
        var found = await FindAsync(job, isLive);
        var did = await ActAsync(job, found, cancellationToken);
        await _database.WriteAsync(
            async (transaction, token) =>
            {
                _audit.Add(
                    transaction, actor, "sync.reconcile", "sync_job", jobId.ToString(), new { status = EnumText.Of(job.Status) }, new { found = Word(found), did = Word(did) }, job.CorrelationId);
                await JobTimeline.AddAsync(transaction, jobId, JobEventKind.Reconciled, Word(found), actor, token);
            },
            cancellationToken);
        return await _queries.ViewAsync(jobId, cancellationToken) is { } view
            ? new SyncReconcileView(found, did, Say(found, did, job, lease), lease?.Owner, lease?.ExpiresAt, view)
            : new Problem(ErrorCatalog.SyncJobUnknown, $"Job {jobId} was deleted with its datasource meanwhile.");
    }

    private async Task<ReconcileFinding> FindAsync(SyncJob job, bool isLive)
    {
        var here = _running.Find(job.Id);
        return job switch
        {
            { Status: SyncJobStatus.Running } when here is not null => ReconcileFinding.RunsHere,
            { Status: SyncJobStatus.Running } => isLive ? ReconcileFinding.RunsElsewhere : ReconcileFinding.Orphaned,
            { Status: SyncJobStatus.Pending, WaitReason: not null } => ReconcileFinding.Waits,
            { Status: SyncJobStatus.Pending } => ReconcileFinding.Queued,
            _ => here is null || await EndsAsync(here) ? ReconcileFinding.Ended : ReconcileFinding.RunsThoughEnded,
        };
    }

    private async Task<bool> EndsAsync(RunningJob here)
    {
        try
        {
            await here.Ended.WaitAsync(Ending, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<ReconcileAction> ActAsync(SyncJob job, ReconcileFinding found, CancellationToken cancellationToken)
    {
        switch (found)
        {
            case ReconcileFinding.Orphaned:
                // None: the reaper, or a process that takes the job over, was faster.
                return (await _orphans.PutBackAsync(job.DatasourceId, cancellationToken)).Contains(job.Id) ? ReconcileAction.PutBack : ReconcileAction.Nothing;
            case ReconcileFinding.Queued:
                _signal.Set();
                return ReconcileAction.Woken;
            case ReconcileFinding.RunsThoughEnded:
                _running.Find(job.Id)?.Stop(StopReason.LeaseLost);
                return ReconcileAction.Stopped;
            default:
                return ReconcileAction.Nothing;
        }
    }

    private async Task<DatasourceLease?> LeaseAsync(Guid datasourceId, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        return await context.Set<DatasourceLease>().SingleOrDefaultAsync(lease => lease.DatasourceId == datasourceId, cancellationToken);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Say(ReconcileFinding found, ReconcileAction did, SyncJob job, DatasourceLease? lease) => (found, did) switch
    {
        (ReconcileFinding.RunsHere, _) => "It runs in this process, as shown. Nothing was done.",
        (ReconcileFinding.RunsElsewhere, _) => $"It runs in process {lease?.Owner}, as shown. Nothing was done.",
        (ReconcileFinding.Orphaned, ReconcileAction.PutBack) => $"It was shown running, but nobody ran it. It was put back and goes on after record {job.ProcessedRecords}.",
        (ReconcileFinding.Orphaned, _) => "It was shown running, but nobody ran it. Another process has taken it up meanwhile.",
        (ReconcileFinding.Waits, _) when job.ResumeAfter is { } until => $"It waits ({job.WaitReason}) until {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, as shown. Nothing was done.",
        (ReconcileFinding.Waits, _) => $"It waits ({job.WaitReason}) for a person, as shown. Nothing was done.",
        (ReconcileFinding.Queued, _) => "It waits for a process with a lane free. The dispatcher was woken.",
        (ReconcileFinding.RunsThoughEnded, _) => "It is shown as ended, but this process still worked on it. The work was told to stop and to write nothing more.",
        _ => "It has ended, as shown. Nothing was done.",
    };
}
