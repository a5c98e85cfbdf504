namespace SyncAdmin.Core.Queue;

/// <summary>A message that was read, leased to whoever holds its <see cref="Receipt"/>.</summary>
public sealed record ReceivedMessage
{
    /// <summary>What acknowledging, failing, extending and giving back ask for.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>The queue.</summary>
    public required string Queue { get; init; }

    /// <summary>As it was sent.</summary>
    public required string Payload { get; init; }

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

    /// <summary>As sent, or as an acknowledgement said before a replay.</summary>
    public string? ExternalId { get; init; }

    /// <summary>As sent.</summary>
    public string? GroupKey { get; init; }

    /// <summary>As sent.</summary>
    public string? DedupeKey { get; init; }

    /// <summary>As sent.</summary>
    public int Priority { get; init; }

    /// <summary>Which try this is, from 1.</summary>
    public int Try { get; init; }

    /// <summary>Tries in all.</summary>
    public int MaxRetries { get; init; }

    /// <summary>When it was sent, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the lease ends, by the database's clock.</summary>
    public DateTimeOffset VisibleAt { get; init; }
}
