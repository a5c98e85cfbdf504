namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>Why records are synced by name.</summary>
public enum DeliveryKind
{
    /// <summary>A source's webhook named them.</summary>
    Webhook,

    /// <summary>They failed before.</summary>
    Retry,

    /// <summary>A person named one.</summary>
    Record,

    /// <summary>Source, ledger and store differed.</summary>
    Heal,
}
