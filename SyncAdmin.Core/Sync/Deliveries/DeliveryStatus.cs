namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What became of a delivery.</summary>
public enum DeliveryStatus
{
    /// <summary>Accepted; its job has not come to it yet.</summary>
    Pending,

    /// <summary>Done; its outcomes say what with each name.</summary>
    Applied,

    /// <summary>Given up, after its jobs had failed too often.</summary>
    Failed,

    /// <summary>A person cancelled its job.</summary>
    Cancelled,
}
