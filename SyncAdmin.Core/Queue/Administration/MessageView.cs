namespace SyncAdmin.Core.Queue.Administration;

/// <summary>A message in a list.</summary>
public record MessageView
{
    /// <summary>In the order of sending.</summary>
    public required long Id { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required QueueMessageStatus Status { get; init; }

    /// <summary>As sent; see <see cref="NewMessage"/>.</summary>
    public string? Source { get; init; }

    /// <summary>As sent.</summary>
    public string? TenantId { get; init; }

    /// <summary>As sent.</summary>
    public string? EntityType { get; init; }

    /// <summary>As sent.</summary>
    public string? EntityId { get; init; }

    /// <summary>As sent.</summary>
    public string? Action { get; init; }

    /// <summary>As sent, or as its last acknowledgement said.</summary>
    public string? ExternalId { get; init; }

    /// <summary>As sent.</summary>
    public string? GroupKey { get; init; }

    /// <summary>As sent.</summary>
    public string? DedupeKey { get; init; }

    /// <summary>As sent.</summary>
    public int Priority { get; init; }

    /// <summary>Tries begun since it was sent or replayed.</summary>
    public int RetryCount { get; init; }

    /// <summary>Tries in all.</summary>
    public int MaxRetries { get; init; }

    /// <summary>How often it was leased.</summary>
    public long LeaseNumber { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The earliest moment that its sender asked for.</summary>
    public DateTimeOffset ScheduledAt { get; init; }

    /// <summary>Pending: when it may be read, null behind its group. Processing: when its lease ends. Else null.</summary>
    public DateTimeOffset? VisibleAt { get; init; }

    /// <summary>When the last try began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was acknowledged or became a dead letter.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was archived; null: it was not.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Of the last try that failed.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Characters of the payload.</summary>
    public long PayloadLength { get; init; }

    /// <summary>The first 200 characters of the payload.</summary>
    public required string PayloadStart { get; init; }
}
