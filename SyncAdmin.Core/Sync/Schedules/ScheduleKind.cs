namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>Which of a datasource's three schedules; named like its fields.</summary>
public enum ScheduleKind
{
    /// <summary>The full sync's, which sweeps. First in order: where both come at once, it is the one that runs.</summary>
    FullSyncSchedule,

    /// <summary>The ordinary one: incremental where the datasource has a change field, else full.</summary>
    SyncSchedule,

    /// <summary>The verification's. Where it comes at once with the ordinary one it is the one that runs: what changed meanwhile is written again too.</summary>
    VerifySchedule,
}
