namespace SyncAdmin.Core.Notifications;

/// <summary>How a condition that lasts is at the moment.</summary>
/// <param name="Kind">Which.</param>
/// <param name="SubjectType">Of what sort of thing.</param>
/// <param name="SubjectId">Of which one.</param>
/// <param name="SubjectName">Its name.</param>
/// <param name="Count">Messages, or errors within the hour.</param>
internal sealed record NotificationCondition(NotificationKind Kind, string SubjectType, string SubjectId, string SubjectName, long Count);
