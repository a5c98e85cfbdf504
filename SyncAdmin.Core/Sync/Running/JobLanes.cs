namespace SyncAdmin.Core.Sync.Running;

/// <summary>Which type of job runs in which lane.</summary>
internal static class JobLanes
{
    internal static readonly IReadOnlyList<SyncJobType> Scans = [SyncJobType.Full, SyncJobType.Incremental, SyncJobType.Reindex, SyncJobType.Verify];

    internal static readonly IReadOnlyList<SyncJobType> Records = [SyncJobType.Webhook, SyncJobType.Retry, SyncJobType.Record];

    internal static JobLane Of(SyncJobType type) => Records.Contains(type) ? JobLane.Records : JobLane.Scan;

    internal static IReadOnlyList<SyncJobType> TypesOf(JobLane lane) => lane == JobLane.Records ? Records : Scans;
}
