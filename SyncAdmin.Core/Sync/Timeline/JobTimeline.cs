using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;

namespace SyncAdmin.Core.Sync.Timeline;

/// <summary>Writes the timelines of jobs, each entry in the transaction of the change that it tells of: what was rolled back was never there.</summary>
internal static class JobTimeline
{
    /// <summary>Adds an entry, at the database's time. A job that the transaction has only tracked so far is saved first.</summary>
    /// <param name="transaction">The one that makes the change.</param>
    /// <param name="jobId">Whose timeline.</param>
    /// <param name="kind">A word of <see cref="JobEventKind"/>.</param>
    /// <param name="detail">What there is to say beyond the kind; null: nothing.</param>
    /// <param name="by">Who did it; null: the engine.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static Task AddAsync(
        StateTransaction transaction, Guid jobId, string kind, string? detail, Actor? by, CancellationToken cancellationToken) =>
        AddAsync(transaction, jobId, kind, detail, by, until: null, cancellationToken);

    /// <summary>As above, for a wait whose end is known.</summary>
    internal static async Task AddAsync(
        StateTransaction transaction, Guid jobId, string kind, string? detail, Actor? by, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (transaction.Db.ChangeTracker.HasChanges())
        {
            await transaction.Db.SaveChangesAsync(cancellationToken);
        }

        await transaction.ExecuteAsync(
            $"""
            INSERT INTO sync_job_events (sync_job_id, at, kind, detail, actor, until, times)
            VALUES (@job, {transaction.Time.Now}, @kind, @detail, @actor, @until, 1)
            """,
            cancellationToken,
            ("job", jobId),
            ("kind", kind),
            ("detail", detail),
            ("actor", by?.ToString()),
            ("until", until));
    }

    /// <summary>A process has claimed the job; <paramref name="wasRunning"/>: another had left it so.</summary>
    internal static Task ClaimedAsync(StateTransaction transaction, Guid jobId, string process, bool wasRunning, CancellationToken cancellationToken) =>
        AddAsync(transaction, jobId, wasRunning ? JobEventKind.TakenOver : JobEventKind.Claimed, process, by: null, cancellationToken);

    /// <summary>The attempt goes on from a checkpoint, or could not: <paramref name="startedOver"/> says why.</summary>
    internal static Task BeganAsync(StateTransaction transaction, SyncJob job, string? startedOver, CancellationToken cancellationToken) => startedOver is null
        ? AddAsync(transaction, job.Id, JobEventKind.ResumedFrom, job.ProcessedRecords.ToString(CultureInfo.InvariantCulture), by: null, cancellationToken)
        : AddAsync(transaction, job.Id, JobEventKind.StartedOver, startedOver, by: null, cancellationToken);

    /// <summary>How the attempt ended.</summary>
    internal static Task EndedAsync(StateTransaction transaction, Guid jobId, JobEnd end, DateTimeOffset? resumeAfter, CancellationToken cancellationToken) => end switch
    {
        JobEnd.Waits waits => WaitsAsync(transaction, jobId, waits.Reason, resumeAfter, cancellationToken),
        JobEnd.Failed failed => AddAsync(transaction, jobId, JobEventKind.Failed, failed.Problem.Code, by: null, cancellationToken),
        JobEnd.Cancelled => AddAsync(transaction, jobId, JobEventKind.Cancelled, detail: null, by: null, cancellationToken),
        JobEnd.Completed => AddAsync(transaction, jobId, JobEventKind.Completed, detail: null, by: null, cancellationToken),
        _ => AddAsync(transaction, jobId, JobEventKind.GivenBack, detail: null, by: null, cancellationToken),
    };

    /// <summary>A source that is away for a week is one entry that counts, not thousands: claims that ended in the same wait again are let go.</summary>
    private static async Task WaitsAsync(StateTransaction transaction, Guid jobId, string reason, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var entries = transaction.Db.Set<SyncJobEvent>();
        var last = await entries.AsNoTracking()
            .Where(entry => entry.SyncJobId == jobId && entry.Kind != JobEventKind.Claimed && entry.Kind != JobEventKind.ResumedFrom)
            .OrderByDescending(entry => entry.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (last is not { Kind: JobEventKind.Waits } || last.Detail != reason)
        {
            await AddAsync(transaction, jobId, JobEventKind.Waits, reason, by: null, until, cancellationToken);
            return;
        }

        await entries.Where(entry => entry.SyncJobId == jobId && entry.Id > last.Id).ExecuteDeleteAsync(cancellationToken);
        await entries.Where(entry => entry.Id == last.Id).ExecuteUpdateAsync(
            set => set.SetProperty(entry => entry.Until, until).SetProperty(entry => entry.Times, entry => entry.Times + 1), cancellationToken);
    }
}
