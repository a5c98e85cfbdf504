namespace SyncAdmin.Core.Webhooks.Replay;

/// <summary>A signed message that was accepted, and what it was answered. Table <c>webhook_messages</c>, primary key (receiver, message id).</summary>
public sealed class ReceivedMessage
{
    /// <summary>Whose secret signed it, for example a datasource: ids are unique within it.</summary>
    public Guid ReceiverId { get; init; }

    /// <summary>Its <c>webhook-id</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>SHA-256 of its body.</summary>
    public required byte[] BodyHash { get; init; }

    /// <summary>The body of the first answer, JSON.</summary>
    public required string Answer { get; init; }

    /// <summary>When it was accepted, database time.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}
