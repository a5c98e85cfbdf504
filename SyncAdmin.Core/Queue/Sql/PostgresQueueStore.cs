using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>On PostgreSQL: many readers at once, each skipping what another has locked.</summary>
internal sealed class PostgresQueueStore : QueueStore
{
    // 31 is ASCII's unit separator: no name has it, so two pairs never make one text.
    private const string GroupLock = "pg_advisory_xact_lock(hashtextextended(queue || chr(31) || group_key, 0))";
    private const string KeyLock = "pg_advisory_xact_lock(hashtextextended(queue || chr(31) || dedupe_key, 1))";
    private readonly ConcurrentDictionary<string, Readers> _readers = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ClaimText _claimFromFront;
    private readonly ClaimText _claimOn;
    private readonly StatementText _insertMany;
    private readonly StatementText _completeOne;
    private readonly StatementText _completeMany;

    internal PostgresQueueStore(StateDatabase database, TimeProvider time)
        : base(database)
    {
        _time = time;
        _claimFromFront = new ClaimText(database.Time, most => Claim(most, string.Empty));
        _claimOn = new ClaimText(database.Time, most => Claim(most, "AND priority = @priority AND (visible_at, id) > (@from, @fromId)"));
        _insertMany = new StatementText(database.Time, InsertMany);
        _completeOne = new StatementText(database.Time, () => Statements.Complete(ungroupedOnly: true));
        _completeMany = new StatementText(database.Time, CompleteMany);
    }

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

    internal override async Task<SentMessage[]?> SendAloneAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) =>
        messages.All(static message => message is { DedupeKey: null, GroupKey: null })
            ? await Database.StatementAsync(_insertMany.Value, ReadSentAsync, cancellationToken, Parameters(messages))
            : null;

    internal override async Task<List<ReceivedMessage>> ClaimAsync(string queue, int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        var (cursor, turns) = _readers.GetOrAdd(queue, static (_, time) => Readers.Of(time), _time);
        using var turn = await turns.AcquireAsync(Math.Clamp(count, Readers.Least, Readers.AtOnce), cancellationToken);
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

    internal override void LookFromFront(string queue)
    {
        if (_readers.TryGetValue(queue, out var readers))
        {
            readers.Cursor.Forget();
        }
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
                && await Database.WriteRepeatedlyAsync((transaction, token) => CompleteOneAsync(transaction, acknowledgement, token), cancellationToken))
            {
                accepted.Add(acknowledgement.Receipt.Id);
            }
        }

        return accepted;
    }

    internal override async Task<EndedLease?> FailAsync(Receipt receipt, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        await Database.StatementAsync(Statements.Fail(ungroupedOnly: true), ReadEndedAsync, cancellationToken, parameters)
        ?? await Database.WriteRepeatedlyAsync(
            (transaction, token) => EndAsync(transaction, Statements.Fail(ungroupedOnly: false), receipt, parameters, token),
            cancellationToken);

    protected override Task LockGroupOfAsync(StateTransaction transaction, Receipt receipt, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync($"SELECT {GroupLock} FROM sync_queue WHERE id = @id AND group_key IS NOT NULL", cancellationToken, ("id", receipt.Id));

    /// <summary>Keeps others out of groups until the transaction ends. In one order for everybody, so that no two ever wait for each other.</summary>
    internal static Task LockGroupsAsync(StateTransaction transaction, IReadOnlyList<(string Queue, string Group)> groups, CancellationToken cancellationToken) =>
        LockAsync(transaction, GroupLock, "group_key", groups, cancellationToken);

    private static Task LockGroupsAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) => LockGroupsAsync(
        transaction,
        [.. messages.Where(static message => message.GroupKey is not null).Select(static message => (message.Queue, message.GroupKey!))],
        cancellationToken);

    /// <summary>
    /// Who inserts a key that another transaction has inserted waits for that one's end, and two who insert the same keys in opposite order would wait
    /// for each other: so whoever sends several asks for all of them first, in one order.
    /// </summary>
    private static async Task LockKeysAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        (string, string)[] keys = [.. messages.Where(static message => message.DedupeKey is not null).Select(static message => (message.Queue, message.DedupeKey!))];
        if (keys.Length > 1)
        {
            await LockAsync(transaction, KeyLock, "dedupe_key", keys, cancellationToken);
        }
    }

    private static async Task LockAsync(
        StateTransaction transaction, string locking, string column, IReadOnlyList<(string Queue, string Key)> keys, CancellationToken cancellationToken)
    {
        if (keys.Count > 0)
        {
            await transaction.ExecuteAsync(
                $"SELECT {locking} FROM (SELECT DISTINCT queue, {column} FROM unnest(@queues, @keys) AS asked (queue, {column}) ORDER BY 1, 2) AS keys",
                cancellationToken,
                ("queues", Each(keys, static key => key.Queue)),
                ("keys", Each(keys, static key => key.Key)));
        }
    }

    private async Task<SentMessage[]> InsertManyAsync(StateTransaction transaction, NewMessage[] messages, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(_insertMany.Value, Parameters(messages));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadSentAsync(reader, cancellationToken);
    }

    private static async Task<SentMessage[]> ReadSentAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var sent = new List<SentMessage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            sent.Add(new SentMessage(reader.GetInt64(0), Duplicate: false));
        }

        return [.. sent];
    }

    private string InsertMany() =>
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
        """;

    private static (string Name, object? Value)[] Parameters(IReadOnlyList<NewMessage> messages) =>
    [
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
        ("delays", Each(messages, static message => (long)message.Delay.TotalMilliseconds)),
    ];

    private async Task<List<ReceivedMessage>> ClaimOnAsync(
        string queue, int count, TimeSpan lease, ClaimCursor cursor, ClaimCursor.Position position, CancellationToken cancellationToken)
    {
        var (messages, last) = await ClaimAsync(
            _claimOn.Of(count),
            count,
            cancellationToken,
            ("queue", queue),
            ("lease", (long)lease.TotalMilliseconds),
            ("count", count),
            ("priority", position.Last.Priority),
            ("from", position.Last.VisibleAt),
            ("fromId", position.Last.Id));
        if (last is { } place)
        {
            cursor.Advance(position, place);
        }

        return messages;
    }

    private async Task<List<ReceivedMessage>> ClaimFromFrontAsync(string queue, int count, TimeSpan lease, ClaimCursor cursor, CancellationToken cancellationToken)
    {
        var started = cursor.LookStarted();
        ClaimedPlace? last = null;
        try
        {
            (var messages, last) = await ClaimAsync(
                _claimFromFront.Of(count), count, cancellationToken, ("queue", queue), ("lease", (long)lease.TotalMilliseconds), ("count", count));
            return messages;
        }
        finally
        {
            cursor.LookEnded(started, last);
        }
    }

    private Task<(List<ReceivedMessage> Messages, ClaimedPlace? Last)> ClaimAsync(
        string sql, int count, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) => Database.StatementAsync(
            sql,
            async (reader, token) =>
            {
                var claimed = new List<(ClaimedPlace Place, ReceivedMessage Message)>(count);
                while (await reader.ReadAsync(token))
                {
                    var message = MessageReader.Read(reader, StorageProvider.Postgres);
                    claimed.Add((new ClaimedPlace(message.Priority, MessageReader.Time(reader, MessageReader.Columns, StorageProvider.Postgres), message.Receipt.Id), message));
                }

                // RETURNING has no order of its own.
                claimed.Sort(static (one, other) => one.Place.Beside(other.Place));
                return (claimed.ConvertAll(static one => one.Message), claimed.Count == 0 ? default(ClaimedPlace?) : claimed[^1].Place);
            },
            cancellationToken,
            parameters);

    // Walks ix_sync_queue_visible; with "further" it begins in its middle. The bound that stands in the text lets PostgreSQL keep one cheap plan: for a count that it
    // does not know it reckons with a tenth of the backlog, and plans anew each time, or reads the whole table. A row that is locked stays where it is; one
    // that had moved between the statement's snapshot and the lock is left to the next read.
    private string Claim(int most, string further) =>
        $"""
        WITH visible AS (
            SELECT ctid AS picked_place, visible_at AS was_visible_at
            FROM sync_queue
            WHERE queue = @queue AND visible_at <= (SELECT {Database.Time.Now}) {further} AND {QueueStatements.NotPaused}
            ORDER BY priority DESC, visible_at, id
            LIMIT {most}
            FOR UPDATE SKIP LOCKED),
        picked AS MATERIALIZED (SELECT * FROM visible LIMIT @count)
        UPDATE sync_queue SET {Statements.Lease}
        FROM picked WHERE ctid = picked_place
        RETURNING {QueueStatements.Received}, was_visible_at
        """;

    private Task<HashSet<long>> CompleteUngroupedAsync(Acknowledgement acknowledgement, CancellationToken cancellationToken) => Database.StatementAsync<HashSet<long>>(
        _completeOne.Value,
        async (reader, token) => await reader.ReadAsync(token) ? [acknowledgement.Receipt.Id] : [],
        cancellationToken,
        Parameters(acknowledgement));

    private Task<HashSet<long>> CompleteUngroupedAsync(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken) => Database.StatementAsync(
        _completeMany.Value,
        async (reader, token) =>
        {
            var accepted = new HashSet<long>(acknowledgements.Count);
            while (await reader.ReadAsync(token))
            {
                accepted.Add(reader.GetInt64(0));
            }

            return accepted;
        },
        cancellationToken,
        ("ids", Each(acknowledgements, static done => done.Receipt.Id)),
        ("leases", Each(acknowledgements, static done => done.Receipt.LeaseNumber)),
        ("responses", JsonOf(acknowledgements, static done => done.Response)),
        ("externals", JsonOf(acknowledgements, static done => done.ExternalId)));

    // By the primary key. A join with the receipts would compare each message with each receipt, because no plan knows how many there are; NOT IN asks a hash
    // table, and an object of JSON finds its members by search.
    private string CompleteMany() =>
        $"""
        UPDATE sync_queue
        SET status = 'completed', visible_at = NULL, completed_at = {Database.Time.Now},
            response = CAST(@responses AS jsonb) ->> (id || '-' || lease_number),
            external_id = COALESCE(CAST(@externals AS jsonb) ->> (id || '-' || lease_number), external_id)
        WHERE id = ANY(@ids) AND NOT (id, lease_number) NOT IN (SELECT * FROM unnest(@ids, @leases))
          AND status = 'processing' AND visible_at > {Database.Time.Now} AND group_key IS NULL
        RETURNING id
        """;

    /// <summary>What each acknowledgement says, by its receipt: one call may have an old and a good one of the same message.</summary>
    private static string JsonOf(IReadOnlyList<Acknowledgement> acknowledgements, Func<Acknowledgement, string?> value)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var acknowledgement in acknowledgements)
        {
            if (value(acknowledgement) is { } text)
            {
                said[acknowledgement.Receipt.ToString()] = text;
            }
        }

        return said.Count == 0 ? "{}" : JsonSerializer.Serialize(said);
    }

    private static TValue[] Each<T, TValue>(IReadOnlyList<T> items, Func<T, TValue> value) => [.. items.Select(value)];
}
