using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Notifications;

/// <summary>What came back of a test.</summary>
/// <param name="Delivered">Whether the receiver took it: a status from 200 to 299.</param>
/// <param name="StatusCode">HTTP status; null: there was no answer.</param>
/// <param name="DurationMs">Milliseconds until the answer, or until it was given up.</param>
/// <param name="Answer">The beginning of what the receiver answered; null: nothing.</param>
/// <param name="WebhookId">Header <c>webhook-id</c> of the message, to find it in the receiver's log.</param>
/// <param name="Problem">Why it was not delivered; null: it was.</param>
public sealed record NotificationTestResult(bool Delivered, int? StatusCode, int DurationMs, string? Answer, string WebhookId, Problem? Problem);
