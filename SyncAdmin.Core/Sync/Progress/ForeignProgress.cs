using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Progress;

/// <summary>Tells this process's watchers of jobs that other replicas run: what changed in the job table since the last look. Only while somebody watches.</summary>
internal sealed class ForeignProgress(StateDatabase database, JobQueries queries, RunningJobs running, SyncProgress progress)
{
    private Dictionary<Guid, SyncJobView> _open = [];

    /// <summary>Called by the dispatcher at each look at the table; one caller.</summary>
    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        // SQLite has one process: everything that happens is published where it happens.
        if (database.Provider == StorageProvider.Sqlite || !progress.IsWatched)
        {
            return;
        }

        var before = _open;
        _open = (await queries.OpenAsync(cancellationToken)).Where(job => running.Find(job.Id) is null).ToDictionary(job => job.Id);
        foreach (var job in _open.Values.Where(job => !before.TryGetValue(job.Id, out var known) || IsNews(known, job)))
        {
            progress.Publish(job);
        }

        foreach (var id in before.Keys.Where(id => !_open.ContainsKey(id) && running.Find(id) is null))
        {
            if (await queries.ViewAsync(id, cancellationToken) is { } ended)
            {
                progress.Publish(ended);
            }
        }
    }

    private static bool IsNews(SyncJobView known, SyncJobView now) =>
        (known.Status, known.ProcessedRecords, known.TotalRecords, known.WaitReason, known.ResumeAfter, known.CancelRequested)
        != (now.Status, now.ProcessedRecords, now.TotalRecords, now.WaitReason, now.ResumeAfter, now.CancelRequested);
}
