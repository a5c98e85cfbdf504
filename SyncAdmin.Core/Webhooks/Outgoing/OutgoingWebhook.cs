namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>A message to send to an endpoint.</summary>
/// <param name="EndpointId">Where to.</param>
/// <param name="MessageId">Header <c>webhook-id</c>, at most 64 characters; an endpoint gets it once.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Body">JSON.</param>
internal sealed record OutgoingWebhook(Guid EndpointId, string MessageId, string Type, string Body);
