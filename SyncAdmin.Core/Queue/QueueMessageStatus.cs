namespace SyncAdmin.Core.Queue;

/// <summary>Where a message is in its life; stored and shown as the lower-case word.</summary>
public enum QueueMessageStatus
{
    /// <summary>Waits: visible now, or at <c>visible_at</c> (delayed, or before its next try), or behind its group (<c>visible_at</c> is null).</summary>
    Pending,

    /// <summary>Leased to a worker until <c>visible_at</c>; after that anybody may take it again.</summary>
    Processing,

    /// <summary>Acknowledged.</summary>
    Completed,

    /// <summary>The last try failed: a dead letter. Nothing removes it by itself unless the queue asks for retention.</summary>
    Failed,
}
