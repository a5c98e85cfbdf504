namespace SyncAdmin.Core.Collections;

/// <summary>A count that is kept for the time when the store does not answer.</summary>
/// <param name="Points">Points then.</param>
/// <param name="At">When.</param>
public sealed record CollectionCount(long Points, DateTimeOffset At);
