using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>Decides about one time that a schedule named: a job, or a note of the job that is in its way.</summary>
internal sealed class ScheduledStart(AuditLog audit)
{
    // More than anybody looks at; a schedule of every second must not fill the disk.
    private const int KeptFirings = 50;

    /// <summary>Writes the firing and, where it may start, its job. The datasource is locked by the caller.</summary>
    internal async Task<ScheduleFiring> DecideAsync(
        StateTransaction transaction, Datasource datasource, ScheduleKind kind, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (jobId, reason) = await InTheWayAsync(transaction, datasource.Id, due, cancellationToken);
        var firing = new ScheduleFiring
        {
            DatasourceId = datasource.Id,
            Schedule = kind,
            FireTime = due,
            Outcome = jobId is null ? FiringOutcome.Started : FiringOutcome.Skipped,
            JobId = jobId ?? await StartAsync(transaction, datasource, kind, due, now, cancellationToken),
            Reason = reason,
            DecidedAt = now,
        };
        transaction.Db.Add(firing);
        await transaction.Db.SaveChangesAsync(cancellationToken);
        await ForgetOldAsync(transaction, firing, cancellationToken);
        return firing;
    }

    private static async Task<(Guid? JobId, string? Reason)> InTheWayAsync(
        StateTransaction transaction, Guid datasourceId, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // Where several schedules name one time, the first is the run of all; it may have ended by now.
        var same = await transaction.Db.Set<SyncJob>()
            .Where(job => job.DatasourceId == datasourceId && job.ScheduledFor == due)
            .Select(job => (Guid?)job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (same is not null)
        {
            return (same, $"Job {same} was started for the same time.");
        }

        var open = await SyncService.OpenScanAsync(transaction.Db, datasourceId, Guid.Empty, cancellationToken);
        return (open?.Extensions["jobId"] as Guid?, open?.Detail);
    }

    private async Task<Guid> StartAsync(
        StateTransaction transaction, Datasource datasource, ScheduleKind kind, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var actor = new Actor("schedule", $"{datasource.Id}/{kind}", datasource.CronOf(kind)!, Role.Operator);
        var job = new SyncJob
        {
            Id = RowId.New(now),
            DatasourceId = datasource.Id,
            Type = await DatasourceSchedules.TypeAsync(transaction.Db, datasource, kind, cancellationToken),
            Status = SyncJobStatus.Pending,
            CorrelationId = Guid.CreateVersion7(now).ToString("N"),
            StartedBy = actor.ToString(),
            ScheduledFor = due,
            CreatedAt = now,
        };
        job.Metadata = await JobPlan.BeginAsync(transaction, job.DatasourceId, job.Type, cancellationToken);
        transaction.Db.Add(job);
        audit.Add(transaction, actor, $"sync.{EnumText.Of(job.Type)}", "datasource", datasource.Id.ToString(), null, new { jobId = job.Id, scheduledFor = due }, job.CorrelationId);
        await JobTimeline.AddAsync(transaction, job.Id, JobEventKind.Requested, due.ToString("O", CultureInfo.InvariantCulture), actor, cancellationToken);
        return job.Id;
    }

    private static Task<int> ForgetOldAsync(StateTransaction transaction, ScheduleFiring firing, CancellationToken cancellationToken) => transaction.ExecuteAsync(
        // Both along the primary key.
        $"""
        DELETE FROM sync_schedule_firings
        WHERE datasource_id = @id AND schedule = @schedule AND fire_time <
            (SELECT fire_time FROM sync_schedule_firings WHERE datasource_id = @id AND schedule = @schedule
             ORDER BY fire_time DESC LIMIT 1 OFFSET {KeptFirings - 1})
        """,
        cancellationToken,
        ("id", firing.DatasourceId),
        ("schedule", EnumText.Of(firing.Schedule)));
}
