using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Webhooks.Replay;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>Takes in signed webhooks that name records by their codes, and tells what became of them.</summary>
public sealed class DeliveryService
{
    /// <summary>Bytes of a request that are read at the most; a body of more than 1 MiB is refused, but only once its signature was checked.</summary>
    public const int MostBytesRead = WebhookBody.MostRead;

    private const int MostTries = 3;
    private readonly DatasourceWebhooks _webhooks;
    private readonly DeliveryStore _store;
    private readonly DeliveryQueries _queries;
    private readonly TimeProvider _time;
    private readonly RefusalLog _refusals;
    private readonly JointWrites<Message, Outcome<DeliveryReceipt>> _writes;

    internal DeliveryService(
        StateDatabase database, DatasourceWebhooks webhooks, DeliveryStore store, DeliveryQueries queries, TimeProvider time, ILogger<DeliveryService> logger)
    {
        (_webhooks, _store, _queries, _time) = (webhooks, store, queries, time);
        _refusals = new RefusalLog(time, logger);
        _writes = new JointWrites<Message, Outcome<DeliveryReceipt>>(database, StoreAsync);
    }

    /// <summary>
    /// Verifies, reads and stores one webhook: committed when this returns. Refused in this order: not authentic (an unknown datasource, a bad
    /// signature or a stale timestamp, one answer for all), disabled, another collection or bad codes, too large, an id that had another body.
    /// A message that was accepted within 24 hours is answered as it was then.
    /// </summary>
    /// <param name="datasourceId">Of the address; null: it is no UUID.</param>
    /// <param name="headers">Null: one is missing or malformed.</param>
    /// <param name="body">Read to its end, unless it exceeds <see cref="MostBytesRead"/>.</param>
    /// <param name="correlationId">Of the request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<DeliveryReceipt>> AcceptAsync(
        Guid? datasourceId, WebhookHeaders? headers, Stream body, string correlationId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (Untimely(datasourceId, headers) is { } refusal)
        {
            return refusal;
        }

        var webhook = await FindAsync(datasourceId, cancellationToken);
        using var verification = new WebhookVerification(headers!, webhook?.Secrets ?? []);
        using var read = await WebhookBody.ReadAsync(body, verification, cancellationToken);
        if (read.IsEndless)
        {
            return new Problem(ErrorCatalog.WebhookTooLarge, $"The body has more than {WebhookBody.MostRead >> 20} MiB.");
        }

        if (!verification.IsAuthentic() || webhook is null)
        {
            return NotAuthentic(datasourceId, webhook);
        }

        if (!webhook.IsEnabled)
        {
            return new Problem(ErrorCatalog.WebhookDisabled, $"The webhook of \"{webhook.Name}\" is disabled.");
        }

        var call = WebhookCall.Read(read.Kept, read.IsWhole, webhook.Collection);
        return call.Succeeded ? await StoreAsync(new Message(webhook, headers!.Id, read.Hash(), call.Value.Codes, correlationId), cancellationToken) : call.Problem;
    }

    /// <summary>
    /// Whether a question about a delivery is signed by its datasource's secret: id of the message is the delivery's, the body is empty.
    /// </summary>
    public async Task<bool> MayAskAsync(Guid? datasourceId, Guid deliveryId, WebhookHeaders? headers, CancellationToken cancellationToken)
    {
        if (Untimely(datasourceId, headers) is not null || !Guid.TryParse(headers!.Id, out var asked) || asked != deliveryId)
        {
            return false;
        }

        var webhook = await FindAsync(datasourceId, cancellationToken);
        using var verification = new WebhookVerification(headers, webhook?.Secrets ?? []);
        return verification.IsAuthentic();
    }

    /// <summary>What became of a delivery.</summary>
    public async Task<Outcome<DeliveryView>> GetAsync(Guid datasourceId, Guid deliveryId, CancellationToken cancellationToken) =>
        await _queries.FindAsync(datasourceId, deliveryId, cancellationToken) is { } view
            ? view
            : new Problem(ErrorCatalog.DeliveryNotFound, $"Datasource {datasourceId} has no delivery {deliveryId}.");

    /// <summary>The one answer to whoever can't be verified.</summary>
    public static Problem NotAuthentic() =>
        new(ErrorCatalog.WebhookNotAuthentic, "The datasource, the signature or the time of the message is not right.");

    private Task<DatasourceWebhook?> FindAsync(Guid? datasourceId, CancellationToken cancellationToken) =>
        datasourceId is { } id ? _webhooks.FindAsync(id, cancellationToken) : Task.FromResult<DatasourceWebhook?>(null);

    /// <summary>What the headers alone tell, before the state is asked or a body is read.</summary>
    private Problem? Untimely(Guid? datasourceId, WebhookHeaders? headers)
    {
        var now = _time.GetUtcNow();
        if (headers?.IsFresh(now) == true)
        {
            return null;
        }

        _refusals.Note(datasourceId, headers is null ? "a header is missing or malformed" : $"its time is off by {(now - headers.SentAt).TotalSeconds:0} s");
        return NotAuthentic();
    }

    private Problem NotAuthentic(Guid? datasourceId, DatasourceWebhook? webhook)
    {
        _refusals.Note(datasourceId, webhook switch
        {
            null => "there is no such datasource",
            { Secrets.Count: 0 } => "its secret can't be decrypted: make a new one",
            _ => "no signature is right",
        });
        return NotAuthentic();
    }

    private async Task<Outcome<DeliveryReceipt>> StoreAsync(Message message, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await _writes.WriteAsync(message, cancellationToken);
                SyncFaults.Hit("after-accept");
                return outcome;
            }
            catch (AcceptedMeanwhileException) when (attempt < MostTries)
            {
                // The next round finds what the other answered.
            }
            catch (DbUpdateException) when (attempt < MostTries)
            {
                // Deleted since it was looked up: then nobody's. Anything else shows in the next round again.
                if (await FindAsync(message.To.Id, cancellationToken) is null)
                {
                    return NotAuthentic(message.To.Id, null);
                }
            }
        }
    }

    private async Task<Outcome<DeliveryReceipt>> StoreAsync(StateTransaction transaction, Message message, CancellationToken cancellationToken)
    {
        var (webhook, id, bodyHash, codes, correlationId) = message;
        if (await ReceivedMessages.FindAsync(transaction, webhook.Id, id, cancellationToken) is { } seen)
        {
            return seen.IsOf(bodyHash)
                ? JsonSerializer.Deserialize<DeliveryReceipt>(seen.Answer, JsonSerializerOptions.Web)!
                : new Problem(ErrorCatalog.WebhookIdReused, $"\"{id}\" came with another body within the last {ReceivedMessages.Memory.TotalHours:0} hours.");
        }

        var delivery = new SyncDelivery
        {
            Id = RowId.New(_time.GetUtcNow()),
            DatasourceId = webhook.Id,
            Kind = DeliveryKind.Webhook,
            NamesBy = DeliveryNaming.Code,
            Names = SyncDelivery.WriteNames(codes),
            Action = DeliveryAction.Sync,
            WebhookId = id,
            CorrelationId = correlationId,
        };
        var sender = new Actor("webhook", webhook.Id.ToString(), webhook.Name, Role.Operator);
        var receipt = new DeliveryReceipt(delivery.Id, await _store.AddAsync(transaction, delivery, SyncJobType.Webhook, sender, cancellationToken));
        var answer = JsonSerializer.Serialize(receipt, JsonSerializerOptions.Web);
        if (!await ReceivedMessages.RememberAsync(transaction, webhook.Id, id, bodyHash, answer, cancellationToken))
        {
            throw new AcceptedMeanwhileException();
        }

        SyncFaults.Hit("during-accept");
        return receipt;
    }

    /// <summary>A verified message.</summary>
    private sealed record Message(DatasourceWebhook To, string Id, byte[] BodyHash, IReadOnlyList<string> Codes, string CorrelationId);

    /// <summary>Another transaction has accepted the same message; this one is rolled back.</summary>
    private sealed class AcceptedMeanwhileException : Exception;
}
