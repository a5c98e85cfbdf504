namespace SyncAdmin.Core.Sync.Running;

/// <summary>Why a running job was told to stop.</summary>
internal enum StopReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>A person asked.</summary>
    Cancelled,

    /// <summary>The process ends; the job goes on at the next start.</summary>
    Shutdown,

    /// <summary>Another process owns the datasource.</summary>
    LeaseLost,

    /// <summary>No progress for as long as the datasource allows.</summary>
    Timeout,
}
