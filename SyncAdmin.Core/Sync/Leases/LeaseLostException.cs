namespace SyncAdmin.Core.Sync.Leases;

/// <summary>Another process owns the datasource by now: stop, and write nothing more.</summary>
internal sealed class LeaseLostException(Guid datasourceId)
    : Exception($"The lease of datasource {datasourceId} was taken over by another process; this one stops and writes nothing more.");
