using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>One try to deliver a message, or a test.</summary>
public sealed record NotificationAttemptView
{
    /// <summary>In the order in which attempts ended.</summary>
    public required long Id { get; init; }

    /// <summary>The message, for a replay; null: a test.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Header <c>webhook-id</c>: the same over all tries of a message.</summary>
    public required string WebhookId { get; init; }

    /// <summary>Word of the kind, or <c>test</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Which try of its message, from 1; a replay counts from 1 again.</summary>
    public required int Try { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Milliseconds until the answer, or until it was given up.</summary>
    public required int DurationMs { get; init; }

    /// <summary>HTTP status; null: there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Whether the receiver took it.</summary>
    public required bool Delivered { get; init; }

    /// <summary>Catalogue code of the failure.</summary>
    public string? Code { get; init; }

    /// <summary>What went wrong, in one sentence.</summary>
    public string? Error { get; init; }

    /// <summary>The beginning of what the receiver answered.</summary>
    public string? Answer { get; init; }

    /// <summary>How the message is now; null: a test, or a message that was removed.</summary>
    public WebhookMessageStatus? MessageStatus { get; init; }

    /// <summary>When the message is tried again; null: not by itself.</summary>
    public DateTimeOffset? NextTryAt { get; init; }
}
