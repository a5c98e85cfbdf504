using SyncAdmin.App.Errors;
using SyncAdmin.Core.Notifications;

namespace SyncAdmin.App.Notifications;

/// <summary>What came back of a test; see <see cref="NotificationTestResult"/>.</summary>
internal sealed record NotificationTestView(bool Delivered, int? StatusCode, int DurationMs, string? Answer, string WebhookId, ProblemView? Problem)
{
    internal static NotificationTestView Of(NotificationTestResult result) =>
        new(result.Delivered, result.StatusCode, result.DurationMs, result.Answer, result.WebhookId, ProblemView.Of(result.Problem));
}
