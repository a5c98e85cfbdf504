using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>Gives what was raised to the endpoints that want it, each notification once, whichever process raised it.</summary>
internal sealed class NotificationFanOut(StateDatabase database, WebhookOutbox outbox, NotificationThresholds thresholds)
{
    private const int AtOnce = 100;

    /// <summary>All that nobody was told of yet.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var untold = await UntoldAsync(cancellationToken);
            foreach (var notification in untold)
            {
                await database.WriteAsync((transaction, token) => TellAsync(transaction, notification, token), cancellationToken);
            }

            if (untold.Count < AtOnce)
            {
                return;
            }
        }
    }

    private async Task<List<Notification>> UntoldAsync(CancellationToken cancellationToken)
    {
        // Index ix_notifications_untold.
        await using var context = database.Read();
        return await context.Set<Notification>().Where(row => row.ToldAt == null).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(AtOnce).ToListAsync(cancellationToken);
    }

    private async Task TellAsync(StateTransaction transaction, Notification notification, CancellationToken cancellationToken)
    {
        var now = await transaction.NowAsync(cancellationToken);
        var taken = await transaction.Db.Set<Notification>().Where(row => row.Id == notification.Id && row.ToldAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldAt, now), cancellationToken);
        if (taken == 0)
        {
            return; // Another process was faster.
        }

        var webhooks = (await ListenersAsync(transaction, notification, cancellationToken))
            .Select(listener => new OutgoingWebhook(listener.Id, NotificationBody.MessageId(notification.Id), notification.Kind.Word(), NotificationBody.Of(notification)))
            .ToList();
        if (webhooks.Count > 0)
        {
            await outbox.AddAsync(transaction, webhooks, now, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<NotificationListener>> ListenersAsync(StateTransaction transaction, Notification notification, CancellationToken cancellationToken)
    {
        var endpoints = await transaction.Db.Set<WebhookEndpoint>().AsNoTracking().Where(endpoint => endpoint.Enabled).ToListAsync(cancellationToken);
        var listeners = endpoints.Select(NotificationListener.Of).Where(listener => listener.Wants(notification.Kind)).ToList();
        if (notification.Endpoints is { } named)
        {
            var ids = JsonSerializer.Deserialize<Guid[]>(named)!;
            return listeners.FindAll(listener => ids.Contains(listener.Id));
        }

        if (notification.Count is { } number && NotificationThresholds.Lasts(notification.Kind))
        {
            return listeners.FindAll(listener => number >= listener.Threshold(notification.Kind, thresholds));
        }

        if (listeners.TrueForAll(listener => listener.Threshold(notification.Kind, thresholds) <= 1))
        {
            return listeners;
        }

        // Index (kind, subject_id, created_at).
        var since = notification.CreatedAt - NotificationThresholds.Within;
        var times = await transaction.Db.Set<Notification>().CountAsync(
            row => row.Kind == notification.Kind && row.SubjectId == notification.SubjectId && row.CreatedAt > since && row.CreatedAt <= notification.CreatedAt,
            cancellationToken);
        return listeners.FindAll(listener => times >= listener.Threshold(notification.Kind, thresholds));
    }
}
