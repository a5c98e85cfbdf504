using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Sends a message round again.</summary>
internal sealed class WebhookReplay(QueueAdministration queues, WebhookOutbox outbox)
{
    /// <summary>A message that waits is tried at once; a finished one has all its tries again.</summary>
    /// <param name="transaction">In which it is done.</param>
    /// <param name="message">Tracked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>SYNC-8505: it is being sent at this moment. Null: done.</returns>
    internal async Task<Problem?> AgainAsync(StateTransaction transaction, WebhookMessage message, CancellationToken cancellationToken)
    {
        // Its place in the queue goes: as a dead letter it would be counted as one for ever, as a completed one it says nothing any more.
        var removed = await queues.DeleteAsync(transaction, WebhookOutbox.Queue, message.QueueMessageId, cancellationToken);
        if (!removed.Succeeded && removed.Problem.Error == ErrorCatalog.QueueMessageHeld)
        {
            return removed.Problem;
        }

        (message.Status, message.Tries, message.NextTryAt, message.FinishedAt) = (WebhookMessageStatus.Pending, 0, null, null);
        await outbox.SendAsync(transaction, [message], cancellationToken);
        return null;
    }
}
