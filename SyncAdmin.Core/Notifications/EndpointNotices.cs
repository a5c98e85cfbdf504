using System.Globalization;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>Tells people of an endpoint that was switched off by itself: the bell, and the other endpoints.</summary>
internal sealed class EndpointNotices(NotificationOutbox outbox) : IEndpointNotices
{
    public Task DisabledAsync(StateTransaction transaction, WebhookEndpoint endpoint, Problem reason, CancellationToken cancellationToken) => outbox.AddAsync(
        transaction,
        new NotificationEvent(NotificationKind.EndpointDisabled, "endpoint", endpoint.Id.ToString("D", CultureInfo.InvariantCulture), NameOf(endpoint))
        {
            Code = reason.Code,
            Detail = reason.Detail,
        },
        cancellationToken);

    // Not the whole URL, which may hold a token that lets others write there.
    private static string NameOf(WebhookEndpoint endpoint) => endpoint.Description ?? new Uri(endpoint.Url).Host;
}
