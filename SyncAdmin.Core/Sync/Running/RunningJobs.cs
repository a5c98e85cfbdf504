using System.Collections.Concurrent;
using SyncAdmin.Core.Sync.Progress;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>The jobs that this process works on, by id, and the last log lines of those that it worked on lately.</summary>
internal sealed class RunningJobs
{
    // 20 short lines each: well under a megabyte in all.
    private const int KeptTails = 100;

    private readonly ConcurrentDictionary<Guid, RunningJob> _jobs = new();
    private readonly ConcurrentDictionary<Guid, LogTail> _tails = new();
    private readonly ConcurrentQueue<Guid> _ended = new();

    internal int Count => _jobs.Count;

    internal int CountOf(JobLane lane) => _jobs.Values.Count(job => job.Lane == lane);

    /// <summary>The datasource, when this process owns it.</summary>
    internal OwnedDatasource? OwnerOf(Guid datasourceId) => _jobs.Values.FirstOrDefault(job => job.Datasource.Id == datasourceId && !job.Owned.IsOver)?.Owned;

    internal IReadOnlyCollection<RunningJob> All => [.. _jobs.Values];

    internal RunningJob? Find(Guid jobId) => _jobs.GetValueOrDefault(jobId);

    /// <summary>The job's last log lines; none of a job that another process ran, or that ended long ago.</summary>
    internal IReadOnlyList<string> LogOf(Guid jobId) => (Find(jobId)?.Tail ?? _tails.GetValueOrDefault(jobId))?.Lines ?? [];

    internal void Add(RunningJob job) => _jobs[job.Job.Id] = job;

    internal void Remove(RunningJob job)
    {
        _tails[job.Job.Id] = job.Tail;
        _ended.Enqueue(job.Job.Id);
        _jobs.TryRemove(job.Job.Id, out _);
        while (_ended.Count > KeptTails && _ended.TryDequeue(out var oldest))
        {
            // A job that ended twice (resumed) stands in the queue twice: only its last end counts.
            if (!_ended.Contains(oldest))
            {
                _tails.TryRemove(oldest, out _);
            }
        }
    }
}
