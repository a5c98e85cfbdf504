using SyncAdmin.Core.Datasources;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>What the two schedules of a datasource mean.</summary>
internal static class DatasourceSchedules
{
    /// <summary>Both, in the order in which they are decided.</summary>
    internal static readonly ScheduleKind[] Kinds = [ScheduleKind.FullSyncSchedule, ScheduleKind.SyncSchedule];

    internal static string? CronOf(this Datasource datasource, ScheduleKind kind) =>
        kind == ScheduleKind.FullSyncSchedule ? datasource.FullSyncSchedule : datasource.SyncSchedule;

    /// <summary>What a run of the schedule is.</summary>
    internal static SyncJobType TypeOf(this Datasource datasource, ScheduleKind kind) =>
        kind == ScheduleKind.SyncSchedule && datasource.ChangeField is not null ? SyncJobType.Incremental : SyncJobType.Full;
}
