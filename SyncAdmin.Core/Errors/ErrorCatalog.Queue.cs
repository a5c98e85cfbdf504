namespace SyncAdmin.Core.Errors;

/// <summary>The durable queue, 8501 to 8599.</summary>
public static partial class ErrorCatalog
{
    /// <summary>A message that can't be stored as it is.</summary>
    public static readonly ErrorDefinition QueueMessageInvalid = new(
        "SYNC-8501", ProblemKind.Invalid, "Message can't be queued", "Correct what the detail names and send it again; nothing of this call was stored.");

    /// <summary>Over <c>Queue:MaxPayloadBytes</c>.</summary>
    public static readonly ErrorDefinition QueuePayloadTooLarge = new(
        "SYNC-8502", ProblemKind.TooLarge, "Message is too large", "Send less at once, or raise Queue:MaxPayloadBytes.");

    /// <summary>No message was ever sent to it, and no worker reads it.</summary>
    public static readonly ErrorDefinition QueueNotFound = new(
        "SYNC-8503", ProblemKind.NotFound, "No such queue", "Look at GET /api/queues for those that exist; names are case-sensitive.");

    /// <summary>Unknown or removed id.</summary>
    public static readonly ErrorDefinition QueueMessageNotFound = new(
        "SYNC-8504", ProblemKind.NotFound, "No such message in this queue", "It may have been archived, deleted, or removed by the queue's retention.");

    /// <summary>A worker whose handlers go on beyond their leases, more of them than it bears.</summary>
    public static readonly ErrorDefinition QueueHandlersHang = new(
        "SYNC-8521", ProblemKind.Unavailable, "Handlers of a queue hang", "Find in the log what they wait for, and start this process anew; their messages come back by themselves.");
}
