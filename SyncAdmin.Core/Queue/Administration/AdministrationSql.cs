using SyncAdmin.Core.Queue.Sql;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>What people and the upkeep change about messages, as SQL. Built on each use, because a driven clock is part of the text.</summary>
internal sealed class AdministrationSql(StateDatabase database)
{
    internal const string Finished = "completed_at IS NOT NULL";

    internal const string Resume = "UPDATE sync_queues SET paused_at = NULL, paused_by = NULL WHERE name = @queue AND paused_at IS NOT NULL";

    private const string ArchivedColumns =
        "id, queue, source, tenant_id, entity_type, entity_id, action, group_key, dedupe_key, payload, status, priority, retry_count, max_retries, lease_number, visible_at, external_id, response, error_message, attempts, created_at, scheduled_at, started_at, completed_at";

    private readonly StorageProvider _provider = database.Provider;
    private readonly DatabaseTime _time = database.Time;

    /// <summary>Nobody works on it.</summary>
    internal string NotHeld => $"NOT (status = 'processing' AND visible_at > {_time.Now})";

    internal string Pause => $"UPDATE sync_queues SET paused_at = {_time.Now}, paused_by = @by WHERE name = @queue AND paused_at IS NULL";

    internal string DeleteOne => $"DELETE FROM sync_queue WHERE id = @id AND queue = @queue AND {NotHeld}";

    internal string RetryNow => $"UPDATE sync_queue SET visible_at = {_time.Now} WHERE id = @id AND queue = @queue AND status = 'pending' AND visible_at > {_time.Now}";

    /// <summary>Grouped ones come back behind their group; <see cref="StepBack"/> and <see cref="StepUp"/> then give each its place.</summary>
    internal string Replay =>
        $"""
        UPDATE sync_queue
        SET status = 'pending', retry_count = 0, completed_at = NULL, visible_at = CASE WHEN group_key IS NULL THEN {_time.Now} END
        WHERE {_provider.Among("id", "@ids")}
        """;

    internal string Delete => $"DELETE FROM sync_queue WHERE {_provider.Among("id", "@ids")}";

    internal string Archive => $"INSERT INTO sync_queue_archive ({ArchivedColumns}, archived_at) SELECT {ArchivedColumns}, {_time.Now} FROM sync_queue WHERE {_provider.Among("id", "@ids")}";

    /// <summary>The first of a group that nobody works on steps back where an earlier one of its group waits (ix_sync_queue_group_waiting).</summary>
    internal string StepBack =>
        $"""
        UPDATE sync_queue SET visible_at = NULL
        WHERE queue = @queue AND {_provider.Among("group_key", "@groups")} AND group_key IS NOT NULL AND visible_at IS NOT NULL AND status = 'pending'
          AND EXISTS (
            SELECT 1 FROM sync_queue AS earlier
            WHERE earlier.queue = sync_queue.queue AND earlier.group_key = sync_queue.group_key AND earlier.group_key IS NOT NULL
              AND earlier.visible_at IS NULL AND earlier.completed_at IS NULL AND earlier.id < sync_queue.id)
        """;

    /// <summary>The first that waits of each group becomes readable where the group has none (ux_sync_queue_group_head).</summary>
    internal string StepUp =>
        $"""
        UPDATE sync_queue
        SET visible_at = CASE WHEN scheduled_at > {_time.Now} THEN scheduled_at ELSE {_time.Now} END
        WHERE id IN (
            SELECT min(waiting.id) FROM sync_queue AS waiting
            WHERE waiting.queue = @queue AND {_provider.Among("waiting.group_key", "@groups")} AND waiting.group_key IS NOT NULL
              AND waiting.visible_at IS NULL AND waiting.completed_at IS NULL
              AND NOT EXISTS (
                SELECT 1 FROM sync_queue AS head
                WHERE head.queue = waiting.queue AND head.group_key = waiting.group_key AND head.group_key IS NOT NULL AND head.visible_at IS NOT NULL)
            GROUP BY waiting.group_key)
        """;

    internal string GroupsOf(string condition) =>
        $"SELECT DISTINCT group_key FROM sync_queue WHERE {_provider.Among("id", "@ids")} AND group_key IS NOT NULL AND {condition}";

    /// <summary>Those of the ids that are still so, locked. What somebody else has locked he is about to change: it is left to him.</summary>
    internal string Lock(string condition) =>
        $"SELECT id FROM sync_queue WHERE {_provider.Among("id", "@ids")} AND {condition} {(_provider == StorageProvider.Postgres ? "FOR UPDATE SKIP LOCKED" : string.Empty)}";

    internal (string Name, object? Value) Ids(IReadOnlyList<long> ids) => ("ids", _provider.ListOf(ids));

    /// <summary>
    /// Keeps others out of groups until the transaction ends, as sending and acknowledging do; before any row is locked, so that nobody waits in a circle. On SQLite every
    /// transaction is the only one.
    /// </summary>
    internal Task LockGroupsAsync(StateTransaction transaction, string queue, IReadOnlyList<string> groups, CancellationToken cancellationToken) =>
        _provider == StorageProvider.Postgres
            ? PostgresQueueStore.LockGroupsAsync(transaction, [.. groups.Select(group => (queue, group))], cancellationToken)
            : Task.CompletedTask;

    /// <summary>Gives each of the groups, which are locked, the first message it should have.</summary>
    internal async Task SettleAsync(StateTransaction transaction, string queue, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        if (groups.Count > 0)
        {
            (string Name, object? Value)[] parameters = [("queue", queue), ("groups", _provider.ListOf(groups))];
            await transaction.ExecuteAsync(StepBack, cancellationToken, parameters);
            await transaction.ExecuteAsync(StepUp, cancellationToken, parameters);
        }
    }
}
