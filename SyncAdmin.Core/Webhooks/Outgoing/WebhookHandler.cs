using System.Globalization;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Workers;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>
/// Works off the queue of webhooks: one attempt a lease. A process that is killed between the receiver's answer and our noting it sends the message again, with the same id: that is what
/// receivers are told to know a repetition by.
/// </summary>
internal sealed class WebhookHandler(StateDatabase database, WebhookStore store, WebhookSecrets secrets, WebhookSender sender) : IMessageHandler
{
    public async Task<MessageResult?> HandleAsync(MessageLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lease);
        if (await store.FindAsync(Guid.Parse(lease.Message.Payload, CultureInfo.InvariantCulture), cancellationToken) is not (var message, var endpoint))
        {
            return new MessageResult("Its endpoint was deleted.");
        }

        if (message.Status == WebhookMessageStatus.Delivered)
        {
            return new MessageResult("It was delivered before.");
        }

        if (!endpoint.Enabled)
        {
            await store.CancelAsync(message.Id, cancellationToken);
            return new MessageResult("Its endpoint is switched off.");
        }

        var now = await database.NowAsync(cancellationToken);
        if (endpoint.HoldUntil is { } hold && hold > now)
        {
            throw new MessageFailedException(new TryFailure($"Not sent: the receiver asked for nothing before {hold:yyyy-MM-dd HH:mm:ss} UTC.") { RetryAfter = hold - now });
        }

        var answer = await SendAsync(message, endpoint, now, cancellationToken);
        var (verdict, wait) = await store.NoteAsync(message, endpoint, answer, cancellationToken);
        return verdict switch
        {
            WebhookVerdict.Delivered => new MessageResult($"{answer.StatusCode}"),
            WebhookVerdict.Disabled => new MessageResult("Its endpoint was switched off: " + answer.Problem!.Detail),
            WebhookVerdict.Exhausted => throw new MessageFailedException(new TryFailure(answer.Problem!.Detail) { Permanent = true }),
            _ => throw new MessageFailedException(new TryFailure(answer.Problem!.Detail) { RetryAfter = wait }),
        };
    }

    private async Task<WebhookAnswer> SendAsync(WebhookMessage message, WebhookEndpoint endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<WebhookSecret> signing;
        try
        {
            signing = secrets.Of(endpoint, now);
        }
        catch (ProblemException exception)
        {
            return new WebhookAnswer(now, TimeSpan.Zero) { Problem = exception.Problem }; // Listed among the attempts, as any other failure.
        }

        return await sender.SendAsync(new Uri(endpoint.Url), signing, message.MessageId, message.Body, cancellationToken);
    }
}
