namespace SyncAdmin.Core.Notifications;

/// <summary>
/// A condition that lasts, and of which somebody was told. Table <c>notification_episodes</c>; the row goes when the condition does, so that the next time is told of again.
/// </summary>
internal sealed class NotificationEpisode
{
    /// <summary>For everybody who looks at the bell.</summary>
    internal const string Bell = "bell";

    /// <summary>Which condition.</summary>
    public NotificationKind Kind { get; init; }

    /// <summary>Of what.</summary>
    public required string SubjectId { get; init; }

    /// <summary><see cref="Bell"/>, or an endpoint's id: thresholds differ.</summary>
    public required string Audience { get; init; }

    /// <summary>The number that was told last.</summary>
    public long Told { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset Since { get; init; }
}
