namespace SyncAdmin.Core.Queue.Administration;

/// <summary>Which messages of a queue; what is null does not narrow. Labels and texts match by their exact characters.</summary>
public sealed record MessageFilter
{
    /// <summary>Where they are in their life.</summary>
    public QueueMessageStatus? Status { get; init; }

    /// <summary>Label.</summary>
    public string? Source { get; init; }

    /// <summary>Label.</summary>
    public string? TenantId { get; init; }

    /// <summary>Label.</summary>
    public string? EntityType { get; init; }

    /// <summary>Label.</summary>
    public string? EntityId { get; init; }

    /// <summary>Label.</summary>
    public string? Action { get; init; }

    /// <summary>Label; also as the last acknowledgement said.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Which group.</summary>
    public string? GroupKey { get; init; }

    /// <summary>Stands somewhere in the payload or in the last error. Reads every message that the rest of the filter leaves.</summary>
    public string? Text { get; init; }

    /// <summary>Sent then or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Sent before.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Only these; 1 to 1,000.</summary>
    public IReadOnlyList<long>? Ids { get; init; }

    /// <summary>Nothing narrows.</summary>
    internal bool IsEmpty => this == new MessageFilter();
}
