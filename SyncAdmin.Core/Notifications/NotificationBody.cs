using System.Text.Json;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Notifications;

/// <summary>
/// What receivers get: <c>{ "type", "timestamp", "data" }</c>, as Standard Webhooks recommends. docs/notifications.md describes it; members may be added, none is ever renamed or removed.
/// </summary>
internal static class NotificationBody
{
    /// <summary>Type of the message that a test sends.</summary>
    internal const string TestType = "test";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Header <c>webhook-id</c>: no full stop in it, since one ends it in what is signed.</summary>
    internal static string MessageId(Guid id) => $"msg_{id:N}";

    internal static string Of(Notification notification)
    {
        var error = notification.Code is { } code ? ErrorCatalog.All.GetValueOrDefault(code) : null;
        return Write(notification.Kind.Word(), notification.CreatedAt, new
        {
            notification.Id,
            Subject = new { Type = notification.SubjectType, Id = notification.SubjectId, Name = notification.SubjectName },
            notification.JobId,
            notification.Count,
            notification.Code,
            error?.Title,
            notification.Detail,
            error?.Remedy,
            notification.CorrelationId,
        });
    }

    internal static string OfTest(Guid id, DateTimeOffset at) =>
        Write(TestType, at, new { Id = id, Detail = "A test of this endpoint. Whoever reads this has been reached; nothing else has happened." });

    private static string Write(string type, DateTimeOffset timestamp, object data) =>
        JsonSerializer.Serialize(new { type, timestamp = timestamp.UtcDateTime, data }, Json);
}
