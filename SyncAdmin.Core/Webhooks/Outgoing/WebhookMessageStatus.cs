namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>What became of a message.</summary>
public enum WebhookMessageStatus
{
    /// <summary>On its way, or between two tries.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>Its last try failed; it can be replayed.</summary>
    Failed,

    /// <summary>Its endpoint was switched off before it was delivered; it can be replayed.</summary>
    Cancelled,
}
