namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>What an attempt means for its message.</summary>
internal enum WebhookVerdict
{
    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It is tried again.</summary>
    Again,

    /// <summary>It was the last try.</summary>
    Exhausted,

    /// <summary>The endpoint was switched off.</summary>
    Disabled,
}
