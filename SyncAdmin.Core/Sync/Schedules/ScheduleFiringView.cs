namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>A time that a schedule named and what became of it.</summary>
/// <param name="FireTime">The time that the schedule named, in the schedule's zone.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="JobId">The job that it made, or that was in its way.</param>
/// <param name="Reason">Why it was skipped; null: it was not.</param>
/// <param name="DecidedAt">When that was decided: later than the fire time by as much as nobody ran.</param>
public sealed record ScheduleFiringView(DateTimeOffset FireTime, FiringOutcome Outcome, Guid JobId, string? Reason, DateTimeOffset DecidedAt);
