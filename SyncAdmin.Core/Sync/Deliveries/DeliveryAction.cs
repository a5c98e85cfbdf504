namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What is done to the records of a delivery.</summary>
public enum DeliveryAction
{
    /// <summary>Upserted when the source has it, deleted when it has not.</summary>
    Sync,

    /// <summary>Its point is removed even when the source has it: by a person, in the inspector.</summary>
    Delete,
}
