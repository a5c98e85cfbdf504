namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>What became of a time that a schedule named.</summary>
public enum FiringOutcome
{
    /// <summary>It made a job.</summary>
    Started,

    /// <summary>A scan of the datasource was open.</summary>
    Skipped,
}
