namespace SyncAdmin.Core.Queue;

/// <summary>What is kept of a message, alive or archived.</summary>
internal abstract class MessageColumns
{
    /// <summary>In the order of sending.</summary>
    public long Id { get; set; }

    public required string Queue { get; set; }

    /// <summary>Who sent it: a label, as are tenant, entity, action and external id. The queue stores labels and never reads a meaning into them.</summary>
    public string? Source { get; set; }

    public string? TenantId { get; set; }

    public string? EntityType { get; set; }

    public string? EntityId { get; set; }

    public string? Action { get; set; }

    public string? GroupKey { get; set; }

    public string? DedupeKey { get; set; }

    public required string Payload { get; set; }

    public QueueMessageStatus Status { get; set; }

    public int Priority { get; set; }

    /// <summary>Tries begun.</summary>
    public int RetryCount { get; set; }

    /// <summary>Tries in all.</summary>
    public int MaxRetries { get; set; }

    /// <summary>How often it was leased: the second half of a receipt.</summary>
    public long LeaseNumber { get; set; }

    /// <summary>Pending: when it may be read; null behind its group. Processing: when its lease ends. Else null.</summary>
    public DateTimeOffset? VisibleAt { get; set; }

    public string? ExternalId { get; set; }

    public string? Response { get; set; }

    /// <summary>Of the last try that failed.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Tries that did not end well, oldest first: JSON of <see cref="MessageAttempt"/>. Null while there is none.</summary>
    public string? Attempts { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The earliest moment that its sender asked for.</summary>
    public DateTimeOffset ScheduledAt { get; set; }

    /// <summary>When the last try began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it was acknowledged or became a dead letter.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
