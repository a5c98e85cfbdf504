using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>Puts messages on their way: a row each, and a message in the durable queue, in the caller's transaction.</summary>
internal sealed class WebhookOutbox(DurableQueue queue, TimeProvider time)
{
    /// <summary>The queue that <see cref="WebhookHandler"/> works off.</summary>
    internal const string Queue = "webhooks";

    /// <summary>
    /// The queue's own count is a net beneath ours: it also counts tries that a killed process began, and those that found a receiver who had asked for a pause.
    /// </summary>
    private const int QueueTries = 100;

    internal async Task AddAsync(StateTransaction transaction, IReadOnlyList<OutgoingWebhook> webhooks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var messages = webhooks.Select(webhook => new WebhookMessage
        {
            Id = RowId.New(time.GetUtcNow()),
            EndpointId = webhook.EndpointId,
            MessageId = webhook.MessageId,
            Type = webhook.Type,
            Body = webhook.Body,
            CreatedAt = now,
        }).ToList();
        transaction.Db.AddRange(messages);
        await SendAsync(transaction, messages, cancellationToken);
    }

    /// <summary>Messages in the queue, anew, for rows that are tracked.</summary>
    internal async Task SendAsync(StateTransaction transaction, IReadOnlyList<WebhookMessage> messages, CancellationToken cancellationToken)
    {
        var sent = await queue.SendAsync(
            transaction,
            [.. messages.Select(static message => new NewMessage(Queue, message.Id.ToString())
            {
                EntityType = message.Type,
                EntityId = message.MessageId,
                ExternalId = message.EndpointId.ToString(),
                MaxRetries = QueueTries,
            })],
            cancellationToken);
        for (var index = 0; index < sent.Count; index++)
        {
            messages[index].QueueMessageId = sent[index].Id;
        }
    }
}
