namespace SyncAdmin.Core.Sync;

/// <summary>The one live mechanism: coalesces what the engine reports to at most four updates a second per job and hands them to subscribers.</summary>
public sealed class SyncProgress
{
    /// <summary>Calls <paramref name="onUpdate"/> for one job, or for all when <paramref name="jobId"/> is null, until disposed of. A slow subscriber sees the newest state, not every one.</summary>
    public IDisposable Subscribe(Guid? jobId, Func<SyncJobView, Task> onUpdate) => throw new NotImplementedException();
}
