using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>A person's answer to a sweep that would remove much.</summary>
public sealed class SyncDecisions
{
    private readonly StateDatabase _database;
    private readonly AuditLog _audit;
    private readonly JobQueries _queries;
    private readonly SyncProgress _progress;
    private readonly SyncSignal _signal;

    internal SyncDecisions(StateDatabase database, AuditLog audit, JobQueries queries, SyncProgress progress, SyncSignal signal) =>
        (_database, _audit, _queries, _progress, _signal) = (database, audit, queries, progress, signal);

    /// <summary>
    /// Writes the answer down and lets the job go on: accepted, it removes what was shown or less, and asks again when it would be more by then; rejected,
    /// it completes without removing anything.
    /// </summary>
    /// <returns>The job; SYNC-5001 when there is none, SYNC-5012 when it waits for no decision.</returns>
    public async Task<Outcome<SyncJobView>> DecideAsync(Guid jobId, bool accept, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var refused = await _database.WriteAsync((transaction, token) => WriteAsync(transaction, jobId, accept, actor, token), cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        _signal.Set();
        var view = (await _queries.ViewAsync(jobId, cancellationToken))!;
        _progress.Publish(view);
        return view;
    }

    private async Task<Problem?> WriteAsync(StateTransaction transaction, Guid jobId, bool accept, Actor actor, CancellationToken cancellationToken)
    {
        var job = await transaction.Db.Set<SyncJob>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == jobId, cancellationToken);
        if (job is null)
        {
            return new Problem(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}.");
        }

        if (job is not { Status: SyncJobStatus.Pending, WaitReason: FailureVerdict.DecisionReason } || SweepDecision.Read(job.Decision) is not { } asked)
        {
            return new Problem(ErrorCatalog.SyncNothingToDecide, $"Job {jobId} is {EnumText.Of(job.Status)}{(job.WaitReason is null ? "" : $" and waits for {job.WaitReason}")}.");
        }

        var now = await JobQueries.NowAsync(transaction, cancellationToken);
        var answer = (asked with { Accepted = accept, DecidedBy = actor.ToString(), DecidedAt = now }).Write();

        // Conditional: somebody else may have answered, resumed or cancelled between our read and our write.
        var written = await transaction.Db.Set<SyncJob>()
            .Where(row => row.Id == jobId && row.Status == SyncJobStatus.Pending && row.WaitReason == FailureVerdict.DecisionReason)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.Decision, answer)
                    .SetProperty(row => row.WaitReason, (string?)null)
                    .SetProperty(row => row.ErrorCode, (string?)null)
                    .SetProperty(row => row.ErrorMessage, (string?)null),
                cancellationToken);
        if (written == 0)
        {
            return new Problem(ErrorCatalog.SyncNothingToDecide, $"Job {jobId} goes on already.");
        }

        await JobTimeline.AddAsync(transaction, jobId, JobEventKind.Decision, accept ? "accepted" : "rejected", actor, cancellationToken);
        _audit.Add(transaction, actor, accept ? "sync.accept" : "sync.reject", "sync_job", jobId.ToString(), null, new { asked.Deletes, asked.Of, asked.Examples }, job.CorrelationId);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        return null;
    }
}
