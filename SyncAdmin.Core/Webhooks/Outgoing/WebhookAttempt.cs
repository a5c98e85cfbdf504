namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>One try to deliver, tests included. Table <c>webhook_attempts</c>.</summary>
internal sealed class WebhookAttempt
{
    /// <summary>In the order in which attempts ended.</summary>
    public long Id { get; init; }

    /// <summary>Where it went.</summary>
    public Guid EndpointId { get; init; }

    /// <summary>The message; null: a test.</summary>
    public Guid? WebhookMessageId { get; init; }

    /// <summary>Header <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>Which try of its message, from 1; a replay counts from 1 again.</summary>
    public int Try { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Milliseconds until the answer, or until it was given up.</summary>
    public int DurationMs { get; init; }

    /// <summary>HTTP status; null: there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Whether the receiver took it.</summary>
    public bool Delivered { get; init; }

    /// <summary>Catalogue code of the failure.</summary>
    public string? Code { get; init; }

    /// <summary>What went wrong, in one sentence.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of what the receiver answered.</summary>
    public string? Answer { get; init; }
}
