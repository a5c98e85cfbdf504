namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What the names of a delivery are.</summary>
public enum DeliveryNaming
{
    /// <summary>Record codes; each may mean several records.</summary>
    Code,

    /// <summary>Record keys in their canonical text.</summary>
    Key,
}
