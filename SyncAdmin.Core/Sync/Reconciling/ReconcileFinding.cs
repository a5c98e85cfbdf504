namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>How a job that is shown so compares with what really runs.</summary>
public enum ReconcileFinding
{
    /// <summary>Shown running, and this process runs it.</summary>
    RunsHere,

    /// <summary>Shown running, and another process holds the datasource's lease.</summary>
    RunsElsewhere,

    /// <summary>Shown running, and nobody holds a live lease.</summary>
    Orphaned,

    /// <summary>Pending, for a reason that people can see.</summary>
    Waits,

    /// <summary>Pending until a process has a lane for it.</summary>
    Queued,

    /// <summary>Shown as ended, and nothing of it runs.</summary>
    Ended,

    /// <summary>Shown as ended while this process still works on it.</summary>
    RunsThoughEnded,
}
