using System.Collections.Concurrent;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>The jobs that this process works on, by id.</summary>
internal sealed class RunningJobs
{
    private readonly ConcurrentDictionary<Guid, RunningJob> _jobs = new();

    internal int Count => _jobs.Count;

    internal IReadOnlyCollection<RunningJob> All => [.. _jobs.Values];

    internal RunningJob? Find(Guid jobId) => _jobs.GetValueOrDefault(jobId);

    internal void Add(RunningJob job) => _jobs[job.Job.Id] = job;

    internal void Remove(RunningJob job) => _jobs.TryRemove(job.Job.Id, out _);
}
