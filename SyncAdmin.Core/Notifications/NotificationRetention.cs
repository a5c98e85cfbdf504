using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;

namespace SyncAdmin.Core.Notifications;

/// <summary>Removes what is older than <see cref="NotificationOptions.KeepDays"/>. Messages that are still on their way stay until they are not.</summary>
internal sealed class NotificationRetention(StateDatabase database, IOptions<NotificationOptions> options, ILogger<NotificationRetention> logger)
{
    // So that no transaction lasts.
    private const int AtOnce = 500;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = (await database.NowAsync(cancellationToken)).AddDays(-options.Value.KeepDays);
        var attempts = await RemoveAsync<WebhookAttempt, long>(rows => rows.Where(row => row.StartedAt < before).Select(row => row.Id), (rows, ids) => rows.Where(row => ids.Contains(row.Id)), cancellationToken);
        var messages = await RemoveAsync<WebhookMessage, Guid>(
            rows => rows.Where(row => row.CreatedAt < before && row.Status != WebhookMessageStatus.Pending).Select(row => row.Id),
            (rows, ids) => rows.Where(row => ids.Contains(row.Id)),
            cancellationToken);
        var notifications = await RemoveAsync<Notification, Guid>(
            rows => rows.Where(row => row.CreatedAt < before && row.ToldAt != null).Select(row => row.Id), (rows, ids) => rows.Where(row => ids.Contains(row.Id)), cancellationToken);
        if (attempts + messages + notifications > 0)
        {
            logger.NotificationsRemoved(notifications, messages, attempts, options.Value.KeepDays);
        }
    }

    private async Task<int> RemoveAsync<T, TId>(Func<IQueryable<T>, IQueryable<TId>> old, Func<IQueryable<T>, List<TId>, IQueryable<T>> these, CancellationToken cancellationToken)
        where T : class
    {
        var removed = 0;
        while (true)
        {
            List<TId> ids;
            await using (var context = database.Read())
            {
                ids = await old(context.Set<T>()).Take(AtOnce).ToListAsync(cancellationToken);
            }

            if (ids.Count > 0)
            {
                removed += await database.WriteAsync((transaction, token) => these(transaction.Db.Set<T>(), ids).ExecuteDeleteAsync(token), cancellationToken);
            }

            if (ids.Count < AtOnce)
            {
                return removed;
            }
        }
    }
}
