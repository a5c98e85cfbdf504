namespace SyncAdmin.Core.Queue.Administration;

/// <summary>
/// How a queue is. Each message that is not archived is in exactly one of <see cref="Waiting"/>, <see cref="Active"/>, <see cref="Delayed"/>,
/// <see cref="Blocked"/>, <see cref="ExpiredLeases"/>, <see cref="Completed"/> and <see cref="Failed"/>.
/// </summary>
public sealed record QueueMetrics
{
    /// <summary>The queue.</summary>
    public required string Name { get; init; }

    /// <summary>Nothing is read.</summary>
    public bool Paused { get; init; }

    /// <summary>May be read now.</summary>
    public long Waiting { get; init; }

    /// <summary>Leased.</summary>
    public long Active { get; init; }

    /// <summary>Not to be read yet: sent with a delay, or before the next try.</summary>
    public long Delayed { get; init; }

    /// <summary>Behind another message of their group.</summary>
    public long Blocked { get; init; }

    /// <summary>Their lease ended without an answer: the next read takes them up.</summary>
    public long ExpiredLeases { get; init; }

    /// <summary>Done, and neither archived nor trimmed yet.</summary>
    public long Completed { get; init; }

    /// <summary>Dead letters.</summary>
    public long Failed { get; init; }

    /// <summary>Seconds since the longest waiting message could be read; null when none waits.</summary>
    public double? OldestAgeSeconds { get; init; }

    /// <summary>Done in the last 60 s, as far as they are still kept.</summary>
    public long CompletedLastMinute { get; init; }

    /// <summary>Done in the last hour, as far as they are still kept.</summary>
    public long CompletedLastHour { get; init; }
}
