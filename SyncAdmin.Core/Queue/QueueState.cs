namespace SyncAdmin.Core.Queue;

/// <summary>A row of <c>sync_queues</c>: made with a queue's first message or its worker, whichever comes first.</summary>
internal sealed class QueueState
{
    public required string Name { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when nothing is read; null while it is not paused.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public string? PausedBy { get; set; }
}
