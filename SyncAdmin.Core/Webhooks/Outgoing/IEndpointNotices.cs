using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Hears of endpoints that are switched off by themselves; the floor above tells people.</summary>
internal interface IEndpointNotices
{
    /// <summary>Called in the transaction that switches it off.</summary>
    Task DisabledAsync(StateTransaction transaction, WebhookEndpoint endpoint, Problem reason, CancellationToken cancellationToken);
}
