namespace SyncAdmin.Core.Notifications;

/// <summary>Somebody has read a notification. Table <c>notification_reads</c>.</summary>
internal sealed class NotificationRead
{
    /// <summary>Kind and id of the actor, for example <c>user:local</c>.</summary>
    public required string Reader { get; init; }

    /// <summary>Which.</summary>
    public Guid NotificationId { get; init; }
}
