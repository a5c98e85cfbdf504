namespace SyncAdmin.Core.Notifications;

/// <summary>One thing that people are told of. Table <c>notifications</c>; rows go after <see cref="NotificationOptions.KeepDays"/>.</summary>
internal sealed class Notification
{
    /// <summary>In the order of raising; also the <c>webhook-id</c> of what is sent of it.</summary>
    public Guid Id { get; init; }

    /// <summary>What happened.</summary>
    public NotificationKind Kind { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public required string SubjectType { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public required string SubjectId { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public required string SubjectName { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public Guid? JobId { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public string? Code { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public string? Detail { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public long? Count { get; init; }

    /// <summary>As in <see cref="NotificationEvent"/>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Whether the bell shows it; false: it is for some endpoints alone, whose thresholds are lower.</summary>
    public bool InBell { get; init; } = true;

    /// <summary>JSON: ids of the endpoints that hear of it; null: those whose kinds and thresholds say so.</summary>
    public string? Endpoints { get; init; }

    /// <summary>When it was raised, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When endpoints were given it; null: not yet.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}
