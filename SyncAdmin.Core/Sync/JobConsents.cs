using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync;

/// <summary>A person's word on a job that has spent its cap, or that met other columns than those it knew.</summary>
public sealed class JobConsents
{
    private readonly StateDatabase _database;
    private readonly AuditLog _audit;
    private readonly JobQueries _queries;
    private readonly SyncService _jobs;

    internal JobConsents(StateDatabase database, AuditLog audit, JobQueries queries, SyncService jobs) =>
        (_database, _audit, _queries, _jobs) = (database, audit, queries, jobs);

    /// <summary>
    /// Cap spent: accepted, the job goes on and may spend as much again; rejected, it is cancelled. Other columns: accepted, they are remembered and the job goes
    /// on from its checkpoint; rejected, it stays failed.
    /// </summary>
    /// <returns>The job; null when it asks neither.</returns>
    public async Task<Outcome<SyncJobView>?> DecideAsync(Guid jobId, bool accept, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (await _queries.FindAsync(jobId, cancellationToken) is not { } job)
        {
            return null;
        }

        if (BudgetWait.IsFor(job))
        {
            return accept ? await _jobs.ResumeAsync(jobId, actor, cancellationToken) : await _jobs.CancelAsync(jobId, actor, cancellationToken);
        }

        if (!DriftDecision.IsFor(job))
        {
            return null;
        }

        if (!accept)
        {
            return await _jobs.GetAsync(jobId, cancellationToken);
        }

        // First, and by itself: a job that is put back before is claimed at once and meets the old columns again.
        await _database.WriteAsync(
            async (transaction, token) =>
            {
                await DriftDecision.AcceptAsync(transaction, job, token);
                await JobTimeline.AddAsync(transaction, jobId, JobEventKind.Decision, "columns", actor, token);
                _audit.Add(transaction, actor, "sync.accept-columns", "datasource", job.DatasourceId.ToString(), null, new { jobId }, job.CorrelationId);
            },
            cancellationToken);
        return await _jobs.ResumeAsync(jobId, actor, cancellationToken);
    }
}
