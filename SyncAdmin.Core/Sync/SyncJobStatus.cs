namespace SyncAdmin.Core.Sync;

/// <summary>State of a job. A job shown as completed, failed or cancelled is not running, ever.</summary>
public enum SyncJobStatus
{
    /// <summary>Waits to be claimed, or waits for <c>waitReason</c> until <c>resumeAfter</c>; holds no lease.</summary>
    Pending,

    /// <summary>Runs under its datasource's lease.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Completed,

    /// <summary>Ended with <c>errorMessage</c>; may be resumed.</summary>
    Failed,

    /// <summary>Ended by a person; may be resumed.</summary>
    Cancelled,
}
