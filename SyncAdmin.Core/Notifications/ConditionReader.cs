using System.Globalization;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Notifications;

/// <summary>Reads the conditions that last: queues by their figures, failed records by their rows of the last hour.</summary>
internal sealed class ConditionReader(StateDatabase database, QueueAdministration queues)
{
    private const int QueuesAtOnce = 200;
    private static readonly TimeSpan ErrorsWithin = TimeSpan.FromHours(1);

    internal async Task<IReadOnlyList<NotificationCondition>> ReadAsync(CancellationToken cancellationToken) =>
        [.. await QueuesAsync(cancellationToken), .. await ErrorsAsync(cancellationToken)];

    private async Task<List<NotificationCondition>> QueuesAsync(CancellationToken cancellationToken)
    {
        var found = new List<NotificationCondition>();
        for (var page = 1; ; page++)
        {
            var list = await queues.ListAsync(page, QueuesAtOnce, cancellationToken);
            foreach (var (name, metrics) in list.Items.Select(queue => (queue.Name, queue.Metrics)))
            {
                found.Add(new NotificationCondition(NotificationKind.QueueLong, "queue", name, name, metrics.Waiting + metrics.Blocked));
                found.Add(new NotificationCondition(NotificationKind.DeadLetter, "queue", name, name, metrics.Failed));
            }

            if (list.Items.Count < QueuesAtOnce)
            {
                return found;
            }
        }
    }

    /// <summary>Errors live a floor above; their table is all that this floor knows. Ids are UUIDv7, so the primary key finds the newest without an index on the time.</summary>
    private async Task<List<NotificationCondition>> ErrorsAsync(CancellationToken cancellationToken)
    {
        var since = (await database.NowAsync(cancellationToken)) - ErrorsWithin;
        return await database.RowsAsync(
            """
            SELECT source.id, source.name, count(*)
            FROM sync_errors AS error
            JOIN datasources AS source ON source.id = error.datasource_id
            WHERE error.id >= @first AND error.created_at > @since
            GROUP BY source.id, source.name
            """,
            static row => new NotificationCondition(NotificationKind.ErrorsFrequent, "datasource", row.GetGuid(0).ToString("D", CultureInfo.InvariantCulture), row.GetString(1), row.GetInt64(2)),
            cancellationToken,
            ("first", FirstOf(since)),
            ("since", since));
    }

    /// <summary>The least UUIDv7 of a moment. An hour earlier: ids are made by the machines' own clocks.</summary>
    private static Guid FirstOf(DateTimeOffset since)
    {
        var milliseconds = (since - ErrorsWithin).ToUnixTimeMilliseconds();
        return new Guid((int)(milliseconds >> 16), (short)milliseconds, 0x7000, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
