using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>What the schedules of a datasource mean.</summary>
internal static class DatasourceSchedules
{
    /// <summary>
    /// All, in the order in which they are decided: the rarer one runs where several name one time, else a weekly verification at a full hour would
    /// never run beside an hourly sync.
    /// </summary>
    internal static readonly ScheduleKind[] Kinds = [ScheduleKind.FullSyncSchedule, ScheduleKind.VerifySchedule, ScheduleKind.SyncSchedule];

    private static readonly SyncJobType[] Syncs = [SyncJobType.Full, SyncJobType.Incremental];

    internal static string? CronOf(this Datasource datasource, ScheduleKind kind) => kind switch
    {
        ScheduleKind.FullSyncSchedule => datasource.FullSyncSchedule,
        ScheduleKind.VerifySchedule => datasource.VerifySchedule,
        _ => datasource.SyncSchedule,
    };

    /// <summary>
    /// What a run of the schedule is now. The ordinary one is incremental where it can be: full before the first full sync has completed, and after
    /// an incremental one was refused because its watermark is of another plan; else it would be refused each night until somebody looked.
    /// </summary>
    internal static async Task<SyncJobType> TypeAsync(AppDbContext context, Datasource datasource, ScheduleKind kind, CancellationToken cancellationToken)
    {
        if (kind == ScheduleKind.VerifySchedule)
        {
            return SyncJobType.Verify;
        }

        if (kind == ScheduleKind.FullSyncSchedule || datasource.ChangeField is null
            || !await context.Set<SyncWatermark>().AnyAsync(mark => mark.DatasourceId == datasource.Id, cancellationToken))
        {
            return SyncJobType.Full;
        }

        var lastError = await context.Set<SyncJob>()
            .Where(job => job.DatasourceId == datasource.Id && Syncs.Contains(job.Type))
            .OrderByDescending(job => job.CreatedAt)
            .Select(job => job.ErrorCode)
            .FirstOrDefaultAsync(cancellationToken);
        return lastError == ErrorCatalog.SyncWatermarkMissing.Code ? SyncJobType.Full : SyncJobType.Incremental;
    }
}
