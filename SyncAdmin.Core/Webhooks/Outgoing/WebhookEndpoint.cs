namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Somebody's address that hears of events. Table <c>webhook_endpoints</c>.</summary>
internal sealed class WebhookEndpoint
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Where messages go: http or https, without user and password.</summary>
    public required string Url { get; set; }

    /// <summary>For people.</summary>
    public string? Description { get; set; }

    /// <summary>JSON array of event types that it wants; empty: all.</summary>
    public string Types { get; set; } = "[]";

    /// <summary>JSON object: event type → number from which on it wants to hear; a type that is not in it has the default.</summary>
    public string Thresholds { get; set; } = "{}";

    /// <summary>Signs; protected.</summary>
    public required string Secret { get; set; }

    /// <summary>Signs too until <see cref="PreviousSecretUntil"/>; protected.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>When the receiver must know the new secret.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>Nothing is sent while false; what would have been is cancelled.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Why it was switched off by itself: a catalogue code. Null: it is on, or a person switched it off.</summary>
    public string? DisabledCode { get; set; }

    /// <summary>When it was switched off.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Since when every attempt has failed; null: the last one did not.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>The receiver asked for nothing before this.</summary>
    public DateTimeOffset? HoldUntil { get; set; }

    /// <summary>When it last took a message.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a person last changed it.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
