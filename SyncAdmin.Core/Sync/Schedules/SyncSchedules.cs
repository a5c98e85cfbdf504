using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>Schedules as people and the API see them.</summary>
public sealed class SyncSchedules
{
    private const int Shown = 5;
    private readonly StateDatabase _database;
    private readonly TimeZoneInfo _zone;

    internal SyncSchedules(StateDatabase database, IOptions<SyncOptions> options) => (_database, _zone) = (database, options.Value.Zone);

    /// <summary>Every schedule of every datasource, by its name.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Page<SyncScheduleView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        var now = await _database.NowAsync(cancellationToken);
        await using var context = _database.Read();
        var datasources = await context.Set<Datasource>()
            .Where(datasource => datasource.SyncSchedule != null || datasource.FullSyncSchedule != null || datasource.VerifySchedule != null)
            .OrderBy(datasource => datasource.Name)
            .ToListAsync(cancellationToken);
        var schedules = datasources
            .SelectMany(datasource => DatasourceSchedules.Kinds.Where(kind => datasource.CronOf(kind) is not null).Select(kind => (datasource, kind)))
            .ToList();
        var views = new List<SyncScheduleView>();
        foreach (var (datasource, kind) in schedules.Skip((page - 1) * pageSize).Take(pageSize))
        {
            views.Add(await ViewAsync(context, datasource, kind, now, cancellationToken));
        }

        return new Page<SyncScheduleView>(views, schedules.Count, page, pageSize);
    }

    private async Task<SyncScheduleView> ViewAsync(AppDbContext context, Datasource datasource, ScheduleKind kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var paused = datasource.Status == DatasourceStatus.Paused;
        var firings = await context.Set<ScheduleFiring>()
            .Where(firing => firing.DatasourceId == datasource.Id && firing.Schedule == kind)
            .OrderByDescending(firing => firing.FireTime)
            .Take(Shown)
            .ToListAsync(cancellationToken);
        return new SyncScheduleView
        {
            DatasourceId = datasource.Id,
            DatasourceName = datasource.Name,
            Status = datasource.Status,
            Schedule = kind,
            Cron = datasource.CronOf(kind)!,
            TimeZone = _zone.Id,
            Type = await DatasourceSchedules.TypeAsync(context, datasource, kind, cancellationToken),
            NextRuns = paused ? [] : ScheduleTimes.Of(datasource.CronOf(kind), _zone)?.Next(now, Shown) ?? [],
            LastFirings = [.. firings.Select(firing => new ScheduleFiringView(
                TimeZoneInfo.ConvertTime(firing.FireTime, _zone), firing.Outcome, firing.JobId, firing.Reason, firing.DecidedAt))],
        };
    }
}
