namespace SyncAdmin.Core.Queue.Administration;

/// <summary>One queue with its figures.</summary>
public sealed record QueueView
{
    /// <summary>Case-sensitive.</summary>
    public required string Name { get; init; }

    /// <summary>When its first message or its worker came; null: neither yet.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Since when nothing is read; null while it is not paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who paused it.</summary>
    public string? PausedBy { get; init; }

    /// <summary>This program has a worker for it.</summary>
    public bool HasWorker { get; init; }

    /// <summary>How it is.</summary>
    public required QueueMetrics Metrics { get; init; }
}
