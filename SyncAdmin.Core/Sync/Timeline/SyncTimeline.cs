using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Timeline;

/// <summary>What happened to a job, for people and the API.</summary>
public sealed class SyncTimeline
{
    private readonly StateDatabase _database;

    internal SyncTimeline(StateDatabase database) => _database = database;

    /// <summary>A job's timeline, oldest first. SYNC-5001: there is no such job.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<Page<SyncJobEventView>>> ListAsync(Guid jobId, int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var correlationId = await context.Set<SyncJob>().Where(job => job.Id == jobId).Select(job => job.CorrelationId).SingleOrDefaultAsync(cancellationToken);
        return correlationId is null
            ? new Problem(ErrorCatalog.SyncJobUnknown, $"There is no sync job {jobId}.")
            : await context.Set<SyncJobEvent>()
                .Where(entry => entry.SyncJobId == jobId)
                .OrderBy(entry => entry.Id)
                .Select(entry => new SyncJobEventView(entry.Id, entry.At, entry.Kind, entry.Detail, entry.Actor, entry.Until, entry.Times, correlationId))
                .ToPageAsync(page, pageSize, cancellationToken);
    }
}
