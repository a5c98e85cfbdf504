namespace SyncAdmin.Core.Sync.Leases;

/// <summary>
/// Which process owns a datasource. Table <c>datasource_leases</c>. A take-over raises the fence to max(fence + 1, database time in ms);
/// every transaction that writes job, ledger or checkpoint asserts it first.
/// </summary>
public sealed class DatasourceLease
{
    /// <summary>The datasource.</summary>
    public Guid DatasourceId { get; init; }

    /// <summary>Instance id of the owning process; null: nobody.</summary>
    public string? Owner { get; set; }

    /// <summary>Fencing token; only ever grows.</summary>
    public long Fence { get; set; }

    /// <summary>Database time after which anybody may take over.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
