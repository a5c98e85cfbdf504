using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Notifications;

/// <summary>What is said of notifications.</summary>
internal static partial class Log
{
    [LoggerMessage(8701, LogLevel.Warning, "Notifications can't be handed on now, it is tried every few seconds: {Cause}")]
    internal static partial void NotificationsFailed(this ILogger logger, Exception? exception, string cause);

    [LoggerMessage(8702, LogLevel.Information, "Notifications are handed on again, after {Failures} failures")]
    internal static partial void NotificationsAgain(this ILogger logger, int failures);

    [LoggerMessage(8703, LogLevel.Information, "{Notifications} notifications, {Messages} webhook messages and {Attempts} attempts older than {Days} days were removed")]
    internal static partial void NotificationsRemoved(this ILogger logger, int notifications, int messages, int attempts, int days);
}
