namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>A job that could be claimed.</summary>
internal sealed record JobCandidate(Guid JobId, Guid DatasourceId);
