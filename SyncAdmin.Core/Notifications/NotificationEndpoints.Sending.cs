using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <content>What was sent, and sending by hand.</content>
public sealed partial class NotificationEndpoints
{
    /// <summary>Sends a test now, once, whether or not the endpoint is enabled, and says what came back. SYNC-8722; SYNC-8708: its secret can't be read.</summary>
    public async Task<Outcome<NotificationTestResult>> TestAsync(Guid id, Actor actor, string? correlationId, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } endpoint)
        {
            return NotFound(id);
        }

        var now = await _database.NowAsync(cancellationToken);
        var testId = RowId.New(_time.GetUtcNow());
        var messageId = NotificationBody.MessageId(testId);
        WebhookAnswer answer;
        try
        {
            answer = await _sender.SendAsync(new Uri(endpoint.Url), _secrets.Of(endpoint, now), messageId, NotificationBody.OfTest(testId, now), cancellationToken);
        }
        catch (ProblemException exception)
        {
            return exception.Problem;
        }

        await _store.NoteTestAsync(
            endpoint,
            messageId,
            NotificationBody.TestType,
            answer,
            transaction => _audit.Add(transaction, actor, "notification.test", Subject, NameOf(id), null, new { delivered = answer.Problem is null, status = answer.StatusCode }, correlationId),
            cancellationToken);
        return new NotificationTestResult(answer.Problem is null, answer.StatusCode, (int)answer.Took.TotalMilliseconds, answer.Text, messageId, answer.Problem);
    }

    /// <summary>What was tried, newest first. SYNC-8722.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Outcome<Page<NotificationAttemptView>>> AttemptsAsync(Guid id, int page, int pageSize, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is null)
        {
            return NotFound(id);
        }

        // Index (endpoint_id, id). Their messages in a question of their own: joined, all messages there are would be looked through for each page.
        await using var context = _database.Read();
        var found = await context.Set<WebhookAttempt>().Where(attempt => attempt.EndpointId == id).OrderByDescending(attempt => attempt.Id).ToPageAsync(page, pageSize, cancellationToken);
        var ids = found.Items.Select(attempt => attempt.WebhookMessageId).OfType<Guid>().Distinct().ToList();
        var messages = await context.Set<WebhookMessage>().Where(message => ids.Contains(message.Id))
            .Select(message => new { message.Id, message.Status, message.NextTryAt })
            .ToDictionaryAsync(message => message.Id, cancellationToken);
        return new Page<NotificationAttemptView>(
            [.. found.Items.Select(attempt => messages.GetValueOrDefault(attempt.WebhookMessageId ?? Guid.Empty) is { } message ? View(attempt, message.Status, message.NextTryAt) : View(attempt, null, null))],
            found.Total,
            found.Number,
            found.Size);
    }

    /// <summary>
    /// Sends one message again, with its id and body, and all its tries: at once when it waits for its next one. SYNC-8722, SYNC-8723: there is none; SYNC-8724: the endpoint is off;
    /// SYNC-8505: it is being sent.
    /// </summary>
    public Task<Outcome<bool>> ReplayAsync(Guid id, Guid messageId, Actor actor, string? correlationId, CancellationToken cancellationToken) => _database.WriteAsync<Outcome<bool>>(
        async (transaction, token) =>
        {
            if (await transaction.Db.Set<WebhookEndpoint>().AsNoTracking().SingleOrDefaultAsync(stored => stored.Id == id, token) is not { } endpoint)
            {
                return NotFound(id);
            }

            if (!endpoint.Enabled)
            {
                return new Problem(ErrorCatalog.NotificationEndpointOff, $"The endpoint {id} sends nothing.");
            }

            if (await transaction.Db.Set<WebhookMessage>().SingleOrDefaultAsync(stored => stored.Id == messageId && stored.EndpointId == id, token) is not { } message)
            {
                return new Problem(ErrorCatalog.NotificationMessageNotFound, $"There is no message {messageId} of the endpoint {id}.");
            }

            if (await _replay.AgainAsync(transaction, message, token) is { } problem)
            {
                return problem;
            }

            _audit.Add(transaction, actor, "notification.replay", Subject, NameOf(id), null, new { messageId, type = message.Type }, correlationId);
            return true;
        },
        cancellationToken);

    private static NotificationAttemptView View(WebhookAttempt attempt, WebhookMessageStatus? status, DateTimeOffset? nextTryAt) => new()
    {
        Id = attempt.Id,
        MessageId = attempt.WebhookMessageId,
        WebhookId = attempt.MessageId,
        Type = attempt.Type,
        Try = attempt.Try,
        StartedAt = attempt.StartedAt,
        DurationMs = attempt.DurationMs,
        StatusCode = attempt.StatusCode,
        Delivered = attempt.Delivered,
        Code = attempt.Code,
        Error = attempt.Error,
        Answer = attempt.Answer,
        MessageStatus = status,
        NextTryAt = nextTryAt,
    };
}
