using SyncAdmin.Core.Datasources;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>One schedule of a datasource, what it will do and what it did.</summary>
public sealed record SyncScheduleView
{
    /// <summary>Whose.</summary>
    public required Guid DatasourceId { get; init; }

    /// <summary>For people.</summary>
    public required string DatasourceName { get; init; }

    /// <summary>Of the datasource: a paused one fires nothing.</summary>
    public required DatasourceStatus Status { get; init; }

    /// <summary>Which of the three.</summary>
    public required ScheduleKind Schedule { get; init; }

    /// <summary>As people wrote it.</summary>
    public required string Cron { get; init; }

    /// <summary>The zone that it is read in: setting <c>Sync:TimeZone</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What a run will be.</summary>
    public required SyncJobType Type { get; init; }

    /// <summary>The next five times, in the zone; none while the datasource is paused.</summary>
    public required IReadOnlyList<DateTimeOffset> NextRuns { get; init; }

    /// <summary>The last five times, newest first.</summary>
    public required IReadOnlyList<ScheduleFiringView> LastFirings { get; init; }
}
