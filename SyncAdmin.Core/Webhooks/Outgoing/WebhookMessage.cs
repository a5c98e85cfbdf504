namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>One event on its way to one endpoint. Table <c>outgoing_webhooks</c>. Body and id stay the same over all attempts, so that a receiver knows a repetition.</summary>
internal sealed class WebhookMessage
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Where it goes.</summary>
    public Guid EndpointId { get; init; }

    /// <summary>Header <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>What is signed and sent.</summary>
    public required string Body { get; init; }

    /// <summary>What became of it.</summary>
    public WebhookMessageStatus Status { get; set; }

    /// <summary>Attempts since it was made or replayed.</summary>
    public int Tries { get; set; }

    /// <summary>Id in the queue <see cref="WebhookOutbox.Queue"/>.</summary>
    public long QueueMessageId { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried again; null: not by itself, or at once.</summary>
    public DateTimeOffset? NextTryAt { get; set; }

    /// <summary>When its status became final.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
