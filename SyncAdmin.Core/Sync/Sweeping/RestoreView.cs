namespace SyncAdmin.Core.Sync.Sweeping;

/// <summary>What a restore did.</summary>
/// <param name="JobId">The job that had removed the points.</param>
/// <param name="Restored">Points that are in the collection again.</param>
/// <param name="Skipped">Points whose record is there again already: it stays as it is.</param>
public sealed record RestoreView(Guid JobId, long Restored, long Skipped);
