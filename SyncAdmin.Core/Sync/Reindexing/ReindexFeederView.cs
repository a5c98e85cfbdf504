namespace SyncAdmin.Core.Sync.Reindexing;

/// <summary>A datasource that a re-index reads.</summary>
/// <param name="DatasourceId">The datasource.</param>
/// <param name="Datasource">Its name; null when it was deleted.</param>
/// <param name="JobId">Its <c>reindex</c> job.</param>
/// <param name="JobStatus">The job's status; null when it was deleted.</param>
/// <param name="BuiltAt">When its last record was in the new physical collection; null: not yet.</param>
public sealed record ReindexFeederView(Guid DatasourceId, string? Datasource, Guid JobId, SyncJobStatus? JobStatus, DateTimeOffset? BuiltAt);
