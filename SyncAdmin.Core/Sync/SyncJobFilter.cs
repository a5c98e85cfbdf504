namespace SyncAdmin.Core.Sync;

/// <summary>Which jobs a list shows; null members do not filter.</summary>
/// <param name="DatasourceId">Of this datasource.</param>
/// <param name="Status">In this state.</param>
/// <param name="Type">Of this type.</param>
public sealed record SyncJobFilter(Guid? DatasourceId = null, SyncJobStatus? Status = null, SyncJobType? Type = null);
