using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Progress;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// A job that this process has claimed and works on. <see cref="Job"/> mirrors its row as last committed; only the runner and its committer,
/// which never run at the same time, change it.
/// </summary>
internal sealed class RunningJob(SyncJob job, Datasource datasource, OwnedDatasource owned, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _activeBefore = job.ActiveMilliseconds;
    private readonly long _claimed = time.GetTimestamp();
    private int _reason;
    private long _moved = time.GetTimestamp();
    private long _quotaUntil;

    internal SyncJob Job { get; set; } = job;

    internal Datasource Datasource { get; } = datasource;

    /// <summary>The lease it runs under, and the other job that may run under it.</summary>
    internal OwnedDatasource Owned { get; } = owned;

    internal HeldLease Lease => Owned.Lease;

    internal JobLane Lane { get; } = JobLanes.Of(job.Type);

    /// <summary>What it has written to the store and not committed.</summary>
    internal UncommittedPoints Uncommitted { get; } = new();

    /// <summary>The last lines that people see on the job's page.</summary>
    internal LogTail Tail { get; } = new();

    internal ProgressRate Rate { get; } = new(time);

    /// <summary>Milliseconds at work, this attempt and the ones before it.</summary>
    internal long ActiveMilliseconds => _activeBefore + (long)time.GetElapsedTime(_claimed).TotalMilliseconds;

    /// <summary>How long nothing was committed.</summary>
    internal TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref _moved));

    /// <summary>Cancelled as soon as the job shall stop, for whatever reason.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <summary>Why it was told to stop; the first reason counts.</summary>
    internal StopReason Reason => (StopReason)Volatile.Read(ref _reason);

    /// <summary>Completes when nothing of the job runs any more and its row says so.</summary>
#pragma warning disable VSTHRD003 // There is no synchronization context to deadlock on.
    internal Task Ended => _ended.Task;
#pragma warning restore VSTHRD003

    /// <summary>Aborts calls in flight. A lost lease overrules: whatever else was asked for, nothing may be written then.</summary>
    internal void Stop(StopReason reason)
    {
        if (reason == StopReason.LeaseLost)
        {
            Volatile.Write(ref _reason, (int)reason);
        }
        else
        {
            Interlocked.CompareExchange(ref _reason, (int)reason, (int)StopReason.None);
        }

        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended while somebody asked for its end.
        }
    }

    /// <summary>What people see now.</summary>
    internal SyncJobView View() => JobView.Of(Job, Datasource.Name, this);

    /// <summary>Until when the provider's quota holds calls up; null: it does not.</summary>
    internal DateTimeOffset? QuotaUntil => Volatile.Read(ref _quotaUntil) is > 0 and var ticks && ticks > time.GetUtcNow().UtcTicks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>The provider refused a call for its quota.</summary>
    internal void WaitsForQuota(DateTimeOffset until) => Volatile.Write(ref _quotaUntil, until.UtcTicks);

    /// <summary>Something was committed.</summary>
    internal void Moved()
    {
        Volatile.Write(ref _moved, time.GetTimestamp());
        Rate.Sample(Job.ProcessedRecords);
    }

    internal void End() => _ended.TrySetResult();

    public void Dispose() => _stop.Dispose();
}
