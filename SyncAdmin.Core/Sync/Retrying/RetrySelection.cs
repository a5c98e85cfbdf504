namespace SyncAdmin.Core.Sync.Retrying;

/// <summary>Which unresolved errors of a job are retried: neither given, all.</summary>
/// <param name="Ids">Of errors; those of other jobs are left out.</param>
/// <param name="Cause">Code of the error catalogue.</param>
public sealed record RetrySelection(IReadOnlyList<Guid>? Ids = null, string? Cause = null);
