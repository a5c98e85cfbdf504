using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>
/// Starts what the schedules name, by the database's clock. What was decided is remembered in the database, so that a run missed while nobody
/// ran is made up for once, and of two replicas that look at the same instant one decides and the other finds it decided.
/// </summary>
internal sealed class ScheduleFirings(
    StateDatabase database,
    ScheduledStart start,
    JobQueries queries,
    SyncProgress progress,
    SyncSignal signal,
    IOptions<SyncOptions> options,
    ILogger<ScheduleFirings> logger)
{
    private readonly TimeZoneInfo _zone = options.Value.Zone;

    /// <summary>Decides every time that has come. Returns how many there were.</summary>
    internal async Task<int> FireDueAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        foreach (var datasourceId in await DueAsync(cancellationToken))
        {
            foreach (var firing in await DecideAsync(datasourceId, cancellationToken))
            {
                fired++;
                await TellAsync(firing, cancellationToken);
            }
        }

        return fired;
    }

    /// <summary>Datasources of which a time may have come; read without a lock, and looked at again under one.</summary>
    private async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = await database.NowAsync(cancellationToken);
        await using var context = database.Read();
        var scheduled = await Scheduled(context, now).ToListAsync(cancellationToken);
        return [.. scheduled.Where(row => DatasourceSchedules.Kinds.Any(kind => DueAt(row, kind, now) is not null)).Select(row => row.Datasource.Id)];
    }

    private async Task<IReadOnlyList<ScheduleFiring>> DecideAsync(Guid datasourceId, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(
                async (transaction, token) =>
                {
                    var firings = new List<ScheduleFiring>();
                    await LockAsync(transaction, datasourceId, token);
                    var now = await transaction.NowAsync(token);
                    if (await Scheduled(transaction.Db, now, datasourceId).SingleOrDefaultAsync(token) is not { } scheduled)
                    {
                        return firings; // Gone or paused meanwhile, or no longer scheduled.
                    }

                    foreach (var kind in DatasourceSchedules.Kinds)
                    {
                        if (DueAt(scheduled, kind, now) is { } due)
                        {
                            firings.Add(await start.DecideAsync(transaction, scheduled.Datasource, kind, due, now, token));
                        }
                    }

                    return firings;
                },
                cancellationToken);
        }
        catch (DbUpdateException exception) when (UniqueViolation.ConstraintOf(database, exception) is not null)
        {
            // Somebody started a sync in the same instant; the next look finds it open.
            return [];
        }
    }

    /// <summary>Keeps the datasource as it is until the transaction ends. SQLite has let no other writer in.</summary>
    private static async Task LockAsync(StateTransaction transaction, Guid datasourceId, CancellationToken cancellationToken)
    {
        if (transaction.Database.Provider == StorageProvider.Postgres)
        {
            // The other replica waits here, and then sees what this one decided. Does not hold up who only refers to the row.
            await transaction.ScalarAsync<Guid>("SELECT id FROM datasources WHERE id = @id FOR NO KEY UPDATE", cancellationToken, ("id", datasourceId));
        }
    }

    private DateTimeOffset? DueAt(ScheduledDatasource row, ScheduleKind kind, DateTimeOffset now)
    {
        var from = row.Datasource.SchedulesFrom ?? row.Datasource.CreatedAt;
        var last = kind switch
        {
            ScheduleKind.FullSyncSchedule => row.LastFullSync,
            ScheduleKind.VerifySchedule => row.LastVerify,
            _ => row.LastSync,
        };
        return ScheduleTimes.Of(row.Datasource.CronOf(kind), _zone)?.DueAt(last > from ? last.Value : from, now);
    }

    /// <summary>
    /// Datasources that may fire, with what each schedule decided last (primary key of the firings). What lies ahead of now was decided before the
    /// clock was set back, and must not stop the schedule until then.
    /// </summary>
    private static IQueryable<ScheduledDatasource> Scheduled(AppDbContext context, DateTimeOffset now, Guid? only = null)
    {
        var firings = context.Set<ScheduleFiring>().Where(firing => firing.FireTime <= now);
        return context.Set<Datasource>().AsNoTracking()
            .Where(source => (only == null || source.Id == only)
                && source.Status != DatasourceStatus.Paused
                && (source.SyncSchedule != null || source.FullSyncSchedule != null || source.VerifySchedule != null))
            .Select(source => new ScheduledDatasource(
                source,
                firings.Where(firing => firing.DatasourceId == source.Id && firing.Schedule == ScheduleKind.FullSyncSchedule)
                    .OrderByDescending(firing => firing.FireTime).Select(firing => (DateTimeOffset?)firing.FireTime).FirstOrDefault(),
                firings.Where(firing => firing.DatasourceId == source.Id && firing.Schedule == ScheduleKind.SyncSchedule)
                    .OrderByDescending(firing => firing.FireTime).Select(firing => (DateTimeOffset?)firing.FireTime).FirstOrDefault(),
                firings.Where(firing => firing.DatasourceId == source.Id && firing.Schedule == ScheduleKind.VerifySchedule)
                    .OrderByDescending(firing => firing.FireTime).Select(firing => (DateTimeOffset?)firing.FireTime).FirstOrDefault()));
    }

    private async Task TellAsync(ScheduleFiring firing, CancellationToken cancellationToken)
    {
        if (await queries.ViewAsync(firing.JobId, cancellationToken) is not { } job)
        {
            return;
        }

        if (firing.Outcome == FiringOutcome.Skipped)
        {
            logger.Skipped(job.DatasourceName, firing.Schedule, firing.FireTime, firing.Reason);
            return;
        }

        logger.Fired(job.DatasourceName, firing.Schedule, firing.FireTime, firing.DecidedAt, firing.JobId);
        signal.Set();
        progress.Publish(job);
    }

    private sealed record ScheduledDatasource(Datasource Datasource, DateTimeOffset? LastFullSync, DateTimeOffset? LastSync, DateTimeOffset? LastVerify);
}
