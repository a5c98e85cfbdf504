using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Webhooks.Outgoing;

/// <summary>What is written of messages and attempts, and what attempts do to their endpoint.</summary>
internal sealed class WebhookStore
{
    private readonly StateDatabase _database;
    private readonly IEndpointNotices? _notices;
    private readonly TimeSpan _disableAfter;
    private readonly Func<double> _chance;

    internal WebhookStore(StateDatabase database, IEndpointNotices? notices, IOptions<WebhookOptions> options, Func<double>? chance = null) =>
        (_database, _notices, _disableAfter, _chance) = (database, notices, TimeSpan.FromDays(options.Value.DisableAfterDays), chance ?? Backoff.RandomShare);

    /// <summary>A message and its endpoint; null: it is gone, with its endpoint or by age.</summary>
    internal async Task<(WebhookMessage Message, WebhookEndpoint Endpoint)?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = _database.Read();
        var found = await context.Set<WebhookMessage>().Where(message => message.Id == id)
            .Join(context.Set<WebhookEndpoint>(), message => message.EndpointId, endpoint => endpoint.Id, (message, endpoint) => new { message, endpoint })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.message, found.endpoint);
    }

    /// <summary>The endpoint is off: nothing is sent.</summary>
    internal Task CancelAsync(Guid id, CancellationToken cancellationToken) => _database.WriteAsync(
        async (transaction, token) =>
        {
            var now = await transaction.NowAsync(token);
            await FinishAsync(transaction, id, WebhookMessageStatus.Cancelled, now, token);
        },
        cancellationToken);

    /// <summary>Writes an attempt down, with all that follows from it.</summary>
    /// <returns>What it means, and how long until the next try.</returns>
    internal Task<(WebhookVerdict Verdict, TimeSpan Wait)> NoteAsync(WebhookMessage message, WebhookEndpoint endpoint, WebhookAnswer answer, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            async (transaction, token) =>
            {
                var now = await transaction.NowAsync(token);
                // What had its last try, or was cancelled, was replayed: it has all of them again.
                var tries = (message.Status == WebhookMessageStatus.Pending ? message.Tries : 0) + 1;
                transaction.Db.Add(AttemptOf(endpoint.Id, message.Id, message.MessageId, message.Type, tries, answer));
                if (answer.Problem is null)
                {
                    // The endpoint's row first, here as below, so that nobody waits for one who waits for him.
                    await transaction.Db.Set<WebhookEndpoint>().Where(row => row.Id == endpoint.Id).ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.DeliveredAt, now)
                            .SetProperty(row => row.FailingSince, (DateTimeOffset?)null)
                            .SetProperty(row => row.HoldUntil, (DateTimeOffset?)null),
                        token);
                    await FinishAsync(transaction, message.Id, WebhookMessageStatus.Delivered, now, token, tries);
                    return (WebhookVerdict.Delivered, TimeSpan.Zero);
                }

                if (await DisableAsync(transaction, endpoint, answer, now, token))
                {
                    await FinishAsync(transaction, message.Id, WebhookMessageStatus.Cancelled, now, token, tries);
                    return (WebhookVerdict.Disabled, TimeSpan.Zero);
                }

                return await AgainAsync(transaction, message, answer, tries, now, token);
            },
            cancellationToken);

    /// <summary>Writes a test down. It changes nothing else: whoever tests sees what came of it.</summary>
    internal Task NoteTestAsync(
        WebhookEndpoint endpoint, string messageId, string type, WebhookAnswer answer, Action<StateTransaction> inTransaction, CancellationToken cancellationToken) => _database.WriteAsync(
        (transaction, _) =>
        {
            transaction.Db.Add(AttemptOf(endpoint.Id, null, messageId, type, 1, answer));
            inTransaction(transaction);
            return Task.CompletedTask;
        },
        cancellationToken);

    private static WebhookAttempt AttemptOf(Guid endpointId, Guid? webhookMessageId, string messageId, string type, int @try, WebhookAnswer answer) => new()
    {
        EndpointId = endpointId,
        WebhookMessageId = webhookMessageId,
        MessageId = messageId,
        Type = type,
        Try = @try,
        StartedAt = answer.StartedAt,
        DurationMs = (int)Math.Min(answer.Took.TotalMilliseconds, int.MaxValue),
        StatusCode = answer.StatusCode,
        Delivered = answer.Problem is null,
        Code = answer.Problem?.Code,
        Error = answer.Problem?.Detail,
        Answer = answer.Text,
    };

    private static Task<int> FinishAsync(StateTransaction transaction, Guid id, WebhookMessageStatus status, DateTimeOffset now, CancellationToken cancellationToken, int? tries = null) =>
        transaction.Db.Set<WebhookMessage>().Where(row => row.Id == id && row.Status != WebhookMessageStatus.Delivered).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, status)
                .SetProperty(row => row.Tries, row => tries ?? row.Tries)
                .SetProperty(row => row.NextTryAt, (DateTimeOffset?)null)
                .SetProperty(row => row.FinishedAt, now),
            cancellationToken);

    /// <summary>Switches the endpoint off when it says that it is gone, or has failed for days. Of two processes that see it at once, one tells.</summary>
    private async Task<bool> DisableAsync(StateTransaction transaction, WebhookEndpoint endpoint, WebhookAnswer answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hold = RetrySchedule.Heeded(answer.RetryAfter) is { } asked ? now + asked : (DateTimeOffset?)null;
        await transaction.Db.Set<WebhookEndpoint>().Where(row => row.Id == endpoint.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.FailingSince, row => row.FailingSince ?? now).SetProperty(row => row.HoldUntil, row => hold ?? row.HoldUntil),
            cancellationToken);
        var fails = await transaction.Db.Set<WebhookEndpoint>().Where(row => row.Id == endpoint.Id).Select(row => row.FailingSince).SingleOrDefaultAsync(cancellationToken);
        var reason = answer.IsGone ? answer.Problem
            : now - fails >= _disableAfter ? new Problem(ErrorCatalog.WebhookEndpointFailing, $"Every attempt since {fails:yyyy-MM-dd HH:mm} UTC has failed. The last one: {answer.Problem!.Detail}")
            : null;
        if (reason is null)
        {
            return false;
        }

        var disabled = await transaction.Db.Set<WebhookEndpoint>().Where(row => row.Id == endpoint.Id && row.Enabled).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Enabled, false).SetProperty(row => row.DisabledAt, now).SetProperty(row => row.DisabledCode, reason.Code),
            cancellationToken);
        if (disabled == 1 && _notices is not null)
        {
            await _notices.DisabledAsync(transaction, endpoint, reason, cancellationToken);
        }

        return true;
    }

    private async Task<(WebhookVerdict Verdict, TimeSpan Wait)> AgainAsync(
        StateTransaction transaction, WebhookMessage message, WebhookAnswer answer, int tries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (RetrySchedule.After(tries, answer.RetryAfter, _chance()) is not { } wait)
        {
            await FinishAsync(transaction, message.Id, WebhookMessageStatus.Failed, now, cancellationToken, tries);
            return (WebhookVerdict.Exhausted, TimeSpan.Zero);
        }

        await transaction.Db.Set<WebhookMessage>().Where(row => row.Id == message.Id && row.Status != WebhookMessageStatus.Delivered).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Status, WebhookMessageStatus.Pending)
                .SetProperty(row => row.Tries, tries)
                .SetProperty(row => row.FinishedAt, (DateTimeOffset?)null)
                .SetProperty(row => row.NextTryAt, now + wait),
            cancellationToken);
        return (WebhookVerdict.Again, wait);
    }
}
