using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// A datasource that this process owns: one lease and one heartbeat for the at most two jobs that run under it, a scan and a records job. Joining and
/// leaving take turns, so that the last one to leave frees the lease and nobody joins what is being freed.
/// </summary>
internal sealed class OwnedDatasource(HeldLease lease, TimeProvider time) : IAsyncDisposable
{
    private readonly WriteGate _turns = new();
    private readonly Lock _lock = new();
    private readonly List<RunningJob> _jobs = [];
    private IAsyncDisposable? _heartbeat;

    internal HeldLease Lease { get; } = lease;

    /// <summary>Which records are being worked on, by either job.</summary>
    internal RecordInterlock Interlock { get; } = new(time);

    /// <summary>The last job has left: the lease is free, or somebody else's.</summary>
    internal bool IsOver { get; private set; }

    internal IReadOnlyList<RunningJob> Jobs
    {
        get
        {
            lock (_lock)
            {
                return [.. _jobs];
            }
        }
    }

    /// <summary>Waits for who is joining or leaving.</summary>
    internal ValueTask<WriteGate.Releaser> EnterAsync(CancellationToken cancellationToken) => _turns.EnterAsync(cancellationToken);

    internal bool Runs(JobLane lane) => Jobs.Any(job => job.Lane == lane);

    /// <summary>Whether this is the only job left: the one that frees the lease.</summary>
    internal bool IsLast(RunningJob job) => Jobs.All(other => other == job);

    internal void Join(RunningJob job)
    {
        lock (_lock)
        {
            _jobs.Add(job);
        }
    }

    internal void Leave(RunningJob job)
    {
        lock (_lock)
        {
            _jobs.Remove(job);
            IsOver = _jobs.Count == 0;
        }
    }

    /// <summary>Starts renewing the lease, once.</summary>
    internal void Beat(Func<IAsyncDisposable> heartbeat)
    {
        lock (_lock)
        {
            _heartbeat ??= heartbeat();
        }
    }

    internal void StopAll(StopReason reason)
    {
        foreach (var job in Jobs)
        {
            job.Stop(reason);
        }
    }

    /// <summary>Ends the heartbeat. Two jobs that leave at once both find that nobody is left, and both call this.</summary>
    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable? heartbeat;
        lock (_lock)
        {
            (heartbeat, _heartbeat) = (_heartbeat, null);
        }

        if (heartbeat is not null)
        {
            await heartbeat.DisposeAsync();
        }
    }
}
