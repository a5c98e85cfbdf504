namespace SyncAdmin.App.Sync;

/// <summary>Body of <c>POST /api/sync/errors/{jobId}/retry</c>; an empty one means all.</summary>
/// <param name="Ids">Of errors.</param>
/// <param name="Cause">Code of the error catalogue.</param>
/// <param name="All">May be written out for readers; false is refused.</param>
internal sealed record RetryRequest(IReadOnlyList<Guid>? Ids = null, string? Cause = null, bool? All = null);
