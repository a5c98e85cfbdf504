namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>
/// A time that a schedule named and what became of it. Table <c>sync_schedule_firings</c>; its key is what keeps two replicas from starting
/// one run twice, and its newest row is the memory that a restart goes on from.
/// </summary>
public sealed class ScheduleFiring
{
    /// <summary>Whose schedule.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Which.</summary>
    public ScheduleKind Schedule { get; init; }

    /// <summary>The time that the schedule named; of several that were missed, the last.</summary>
    public DateTimeOffset FireTime { get; init; }

    /// <summary>What became of it.</summary>
    public FiringOutcome Outcome { get; init; }

    /// <summary>The job that it made, or that was in its way.</summary>
    public Guid JobId { get; init; }

    /// <summary>Why it was skipped; null: it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>When that was decided, database time: later than the fire time by as much as nobody ran.</summary>
    public DateTimeOffset DecidedAt { get; init; }
}
