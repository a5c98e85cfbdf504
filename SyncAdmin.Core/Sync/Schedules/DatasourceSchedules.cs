using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>What the two schedules of a datasource mean.</summary>
internal static class DatasourceSchedules
{
    /// <summary>Both, in the order in which they are decided.</summary>
    internal static readonly ScheduleKind[] Kinds = [ScheduleKind.FullSyncSchedule, ScheduleKind.SyncSchedule];

    internal static string? CronOf(this Datasource datasource, ScheduleKind kind) =>
        kind == ScheduleKind.FullSyncSchedule ? datasource.FullSyncSchedule : datasource.SyncSchedule;

    /// <summary>
    /// What a run of the schedule is now. The ordinary one is incremental where it can be: full before the first full sync has completed, and after
    /// an incremental one was refused because its watermark is of another plan; else it would be refused each night until somebody looked.
    /// </summary>
    internal static async Task<SyncJobType> TypeAsync(AppDbContext context, Datasource datasource, ScheduleKind kind, CancellationToken cancellationToken)
    {
        if (kind == ScheduleKind.FullSyncSchedule || datasource.ChangeField is null
            || !await context.Set<SyncWatermark>().AnyAsync(mark => mark.DatasourceId == datasource.Id, cancellationToken))
        {
            return SyncJobType.Full;
        }

        var scans = JobLanes.Scans;
        var lastError = await context.Set<SyncJob>()
            .Where(job => job.DatasourceId == datasource.Id && scans.Contains(job.Type))
            .OrderByDescending(job => job.CreatedAt)
            .Select(job => job.ErrorCode)
            .FirstOrDefaultAsync(cancellationToken);
        return lastError == ErrorCatalog.SyncWatermarkMissing.Code ? SyncJobType.Full : SyncJobType.Incremental;
    }
}
