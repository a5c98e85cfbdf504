namespace SyncAdmin.Core.Sync.Leases;

/// <summary>A datasource that this process owns, until its fence is overtaken.</summary>
/// <param name="DatasourceId">The datasource.</param>
/// <param name="Owner">Instance id of this process.</param>
/// <param name="Fence">Fencing token of this claim; goes with every write of state and of points.</param>
internal sealed record HeldLease(Guid DatasourceId, string Owner, long Fence);
