namespace SyncAdmin.App.Sync;

/// <summary>Body of <c>POST /api/sync/jobs/{id}/decision</c>.</summary>
/// <param name="Accept">Whether the job may remove what it showed.</param>
internal sealed record DecisionRequest(bool? Accept);
