using System.Collections.Concurrent;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>On PostgreSQL: many readers at once, each skipping what another has locked.</summary>
internal sealed class PostgresQueueStore(StateDatabase database, TimeProvider time) : QueueStore(database)
{
    // 31 is ASCII's unit separator: no name has it, so two pairs never make one text.
    private const string GroupLock = "pg_advisory_xact_lock(hashtextextended(queue || chr(31) || group_key, 0))";
    private const string KeyLock = "pg_advisory_xact_lock(hashtextextended(queue || chr(31) || dedupe_key, 1))";
    private readonly ConcurrentDictionary<string, ClaimCursor> _cursors = new(StringComparer.Ordinal);

    internal override async Task<SentMessage[]> SendAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        await LockGroupsAsync(transaction, messages, cancellationToken);
        await LockKeysAsync(transaction, messages, cancellationToken);
        var sent = new SentMessage[messages.Count];
        for (var index = 0; index < sent.Length;)
        {
            // A run of messages without keys goes in one statement, which would not tell which of its rows were duplicates.
            var end = index;
            while (end < sent.Length && messages[end] is { DedupeKey: null, GroupKey: null })
            {
                end++;
            }

            if (end - index < 2)
            {
                sent[index] = await InsertAsync(transaction, messages[index], cancellationToken);
                index++;
                continue;
            }

            var ids = await InsertManyAsync(transaction, [.. messages.Skip(index).Take(end - index)], cancellationToken);
            ids.CopyTo(sent, index);
            index = end;
        }

        return sent;
    }

    internal override async Task<List<ReceivedMessage>> ClaimAsync(string queue, int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        var cursor = _cursors.GetOrAdd(queue, static (_, time) => new ClaimCursor(time), time);
        List<ReceivedMessage> claimed = [];
        if (cursor.Start() is { } position)
        {
            claimed = await ClaimOnAsync(queue, count, lease, cursor, position, cancellationToken);
            if (claimed.Count == count || !cursor.MayLook(foundNone: claimed.Count == 0))
            {
                return claimed;
            }
        }

        claimed.AddRange(await ClaimFromFrontAsync(queue, count - claimed.Count, lease, cursor, cancellationToken));
        return claimed;
    }

    internal override async Task<HashSet<long>> CompleteAsync(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken)
    {
        var accepted = acknowledgements.Count == 1
            ? await CompleteUngroupedAsync(acknowledgements[0], cancellationToken)
            : await CompleteUngroupedAsync(acknowledgements, cancellationToken);
        foreach (var acknowledgement in acknowledgements)
        {
            // In a group, or stale, or said before. A transaction each: none waits for a group while it holds another.
            if (!accepted.Contains(acknowledgement.Receipt.Id)
                && await Database.WriteAsync((transaction, token) => CompleteOneAsync(transaction, acknowledgement, token), cancellationToken))
            {
                accepted.Add(acknowledgement.Receipt.Id);
            }
        }

        return accepted;
    }

    internal override async Task<EndedLease?> FailAsync(Receipt receipt, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        await Database.StatementAsync(Statements.Fail(ungroupedOnly: true), ReadEndedAsync, cancellationToken, parameters)
        ?? await Database.WriteAsync(
            (transaction, token) => EndAsync(transaction, Statements.Fail(ungroupedOnly: false), receipt, parameters, token),
            cancellationToken);

    protected override Task LockGroupOfAsync(StateTransaction transaction, Receipt receipt, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync($"SELECT {GroupLock} FROM sync_queue WHERE id = @id AND group_key IS NOT NULL", cancellationToken, ("id", receipt.Id));

    /// <summary>In one order for everybody, so that two senders never wait for each other.</summary>
    private static async Task LockGroupsAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        var grouped = messages.Where(static message => message.GroupKey is not null).ToArray();
        if (grouped.Length > 0)
        {
            await transaction.ExecuteAsync(
                $"SELECT {GroupLock} FROM (SELECT DISTINCT queue, group_key FROM unnest(@queues, @groups) AS sent (queue, group_key) ORDER BY 1, 2) AS groups",
                cancellationToken,
                ("queues", Each(grouped, static message => message.Queue)),
                ("groups", Each(grouped, static message => message.GroupKey)));
        }
    }

    /// <summary>
    /// Who inserts a key that another transaction has inserted waits for that one's end, and two who insert the same keys in opposite order would wait
    /// for each other: so whoever sends several asks for all of them first, in one order.
    /// </summary>
    private static async Task LockKeysAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        var keyed = messages.Where(static message => message.DedupeKey is not null).ToArray();
        if (keyed.Length > 1)
        {
            await transaction.ExecuteAsync(
                $"SELECT {KeyLock} FROM (SELECT DISTINCT queue, dedupe_key FROM unnest(@queues, @keys) AS sent (queue, dedupe_key) ORDER BY 1, 2) AS keys",
                cancellationToken,
                ("queues", Each(keyed, static message => message.Queue)),
                ("keys", Each(keyed, static message => message.DedupeKey)));
        }
    }

    private async Task<SentMessage[]> InsertManyAsync(StateTransaction transaction, NewMessage[] messages, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(
            $"""
            INSERT INTO sync_queue (
                queue, payload, source, tenant_id, entity_type, entity_id, action, external_id, priority, max_retries,
                status, retry_count, lease_number, created_at, scheduled_at, visible_at)
            SELECT m.queue, m.payload, m.source, m.tenant_id, m.entity_type, m.entity_id, m.action, m.external_id, m.priority, m.max_retries,
                   'pending', 0, 0, sent.at, sent.at + m.delay * interval '1 millisecond', sent.at + m.delay * interval '1 millisecond'
            FROM (SELECT {Database.Time.Now} AS at) AS sent,
                 unnest(@queues, @payloads, @sources, @tenants, @entityTypes, @entityIds, @actions, @externals, @priorities, @maxRetries, @delays) WITH ORDINALITY
                 AS m (queue, payload, source, tenant_id, entity_type, entity_id, action, external_id, priority, max_retries, delay, place)
            ORDER BY m.place
            RETURNING id
            """,
            ("queues", Each(messages, static message => message.Queue)),
            ("payloads", Each(messages, static message => message.Payload)),
            ("sources", Each(messages, static message => message.Source)),
            ("tenants", Each(messages, static message => message.TenantId)),
            ("entityTypes", Each(messages, static message => message.EntityType)),
            ("entityIds", Each(messages, static message => message.EntityId)),
            ("actions", Each(messages, static message => message.Action)),
            ("externals", Each(messages, static message => message.ExternalId)),
            ("priorities", Each(messages, static message => message.Priority)),
            ("maxRetries", Each(messages, static message => message.MaxRetries)),
            ("delays", Each(messages, static message => (long)message.Delay.TotalMilliseconds)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sent = new List<SentMessage>(messages.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            sent.Add(new SentMessage(reader.GetInt64(0), Duplicate: false));
        }

        return [.. sent];
    }

    private async Task<List<ReceivedMessage>> ClaimOnAsync(
        string queue, int count, TimeSpan lease, ClaimCursor cursor, ClaimCursor.Position position, CancellationToken cancellationToken)
    {
        var (messages, _, last) = await ClaimAsync(
            "AND priority = @priority AND visible_at >= @from",
            queue,
            count,
            lease,
            cancellationToken,
            ("priority", position.Priority),
            ("from", position.VisibleAt));
        if (messages.Count > 0)
        {
            cursor.Advance(position, last);
        }

        return messages;
    }

    private async Task<List<ReceivedMessage>> ClaimFromFrontAsync(string queue, int count, TimeSpan lease, ClaimCursor cursor, CancellationToken cancellationToken)
    {
        var started = cursor.LookStarted();
        int? priority = null;
        DateTimeOffset last = default;
        try
        {
            (var messages, priority, last) = await ClaimAsync(string.Empty, queue, count, lease, cancellationToken);
            return messages;
        }
        finally
        {
            cursor.LookEnded(started, priority, last);
        }
    }

    private Task<(List<ReceivedMessage> Messages, int? Priority, DateTimeOffset Last)> ClaimAsync(
        string further,
        string queue,
        int count,
        TimeSpan lease,
        CancellationToken cancellationToken,
        params ReadOnlySpan<(string Name, object? Value)> parameters) => Database.StatementAsync(
            $"""
            WITH picked AS MATERIALIZED (
                SELECT id AS picked_id, visible_at AS was_visible_at
                FROM sync_queue
                WHERE queue = @queue AND visible_at <= (SELECT {Database.Time.Now}) {further} AND {QueueStatements.NotPaused}
                ORDER BY priority DESC, visible_at, id
                LIMIT @count
                FOR UPDATE SKIP LOCKED)
            UPDATE sync_queue SET {Statements.Lease}
            FROM picked WHERE id = picked_id
            RETURNING {QueueStatements.Received}, was_visible_at
            """,
            async (reader, token) =>
            {
                var claimed = new List<(ReceivedMessage Message, DateTimeOffset VisibleAt)>(count);
                while (await reader.ReadAsync(token))
                {
                    claimed.Add((MessageReader.Read(reader, StorageProvider.Postgres), MessageReader.Time(reader, MessageReader.Columns, StorageProvider.Postgres)));
                }

                // RETURNING has no order of its own.
                claimed.Sort(static (one, other) => (-one.Message.Priority, one.VisibleAt, one.Message.Receipt.Id).CompareTo((-other.Message.Priority, other.VisibleAt, other.Message.Receipt.Id)));
                return claimed.Count == 0
                    ? (new List<ReceivedMessage>(), default(int?), default(DateTimeOffset))
                    : (claimed.ConvertAll(static one => one.Message), claimed[^1].Message.Priority, claimed[^1].VisibleAt);
            },
            cancellationToken,
            [("queue", queue), ("lease", (long)lease.TotalMilliseconds), ("count", count), .. parameters]);

    private Task<HashSet<long>> CompleteUngroupedAsync(Acknowledgement acknowledgement, CancellationToken cancellationToken) => Database.StatementAsync<HashSet<long>>(
        Statements.Complete(ungroupedOnly: true),
        async (reader, token) => await reader.ReadAsync(token) ? [acknowledgement.Receipt.Id] : [],
        cancellationToken,
        Parameters(acknowledgement));

    private Task<HashSet<long>> CompleteUngroupedAsync(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken) => Database.StatementAsync(
        $"""
        UPDATE sync_queue AS m
        SET status = 'completed', visible_at = NULL, completed_at = {Database.Time.Now}, response = done.response, external_id = COALESCE(done.external_id, m.external_id)
        FROM unnest(@ids, @leases, @responses, @externals) AS done (id, lease_number, response, external_id)
        WHERE m.id = done.id AND m.id = ANY(@ids) AND m.lease_number = done.lease_number AND m.status = 'processing' AND m.visible_at > {Database.Time.Now} AND m.group_key IS NULL
        RETURNING m.id
        """,
        async (reader, token) =>
        {
            var accepted = new HashSet<long>();
            while (await reader.ReadAsync(token))
            {
                accepted.Add(reader.GetInt64(0));
            }

            return accepted;
        },
        cancellationToken,
        ("ids", Each(acknowledgements, static done => done.Receipt.Id)),
        ("leases", Each(acknowledgements, static done => done.Receipt.LeaseNumber)),
        ("responses", Each(acknowledgements, static done => done.Response)),
        ("externals", Each(acknowledgements, static done => done.ExternalId)));

    private static TValue[] Each<T, TValue>(IReadOnlyList<T> items, Func<T, TValue> value) => [.. items.Select(value)];
}
