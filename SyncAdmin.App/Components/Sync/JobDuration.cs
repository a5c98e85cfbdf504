using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>How long a job took, or has run so far, on every page alike.</summary>
internal static class JobDuration
{
    /// <summary>From the first claim to the end, or to now; null for a job that has not started or waits.</summary>
    internal static TimeSpan? Of(SyncJobView job, DateTimeOffset now) =>
        job.StartedAt is { } started && job.Status != SyncJobStatus.Pending ? (job.CompletedAt ?? now) - started : null;
}
