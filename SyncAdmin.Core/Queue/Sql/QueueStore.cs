using System.Data.Common;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>The queue's table on one provider: what both do alike; what differs is below it.</summary>
internal abstract class QueueStore(StateDatabase database)
{
    protected StateDatabase Database => database;

    protected QueueStatements Statements { get; } = new(database.Time, database.Provider);

    internal static QueueStore Of(StateDatabase database, TimeProvider time) => database.Provider == StorageProvider.Postgres
        ? new PostgresQueueStore(database, time)
        : new SqliteQueueStore(database);

    /// <summary>Stores messages in the caller's transaction; the answers are in the order of the messages.</summary>
    internal abstract Task<SentMessage[]> SendAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken);

    /// <summary>Stores messages of known queues by one statement that is a transaction by itself; null: these need a transaction.</summary>
    internal virtual Task<SentMessage[]?> SendAloneAsync(IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken) => Task.FromResult<SentMessage[]?>(null);

    /// <summary>Leases up to <paramref name="count"/> messages, the first first. One whose <c>Try</c> is beyond its <c>MaxRetries</c> is to be buried.</summary>
    internal abstract Task<List<ReceivedMessage>> ClaimAsync(string queue, int count, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>The next claim of this process begins at the front of the queue, wherever its readers were.</summary>
    internal virtual void LookFromFront(string queue)
    {
    }

    /// <summary>The ids whose receipts were good.</summary>
    internal abstract Task<HashSet<long>> CompleteAsync(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken);

    /// <summary>Null: stale.</summary>
    internal abstract Task<EndedLease?> FailAsync(Receipt receipt, (string Name, object? Value)[] parameters, CancellationToken cancellationToken);

    internal Task<EndedLease?> ReleaseAsync(Receipt receipt, CancellationToken cancellationToken) =>
        database.StatementAsync(Statements.Release, ReadEndedAsync, cancellationToken, Parameters(receipt));

    internal Task<EndedLease?> ExtendAsync(Receipt receipt, TimeSpan span, CancellationToken cancellationToken) =>
        database.StatementAsync(Statements.Extend, ReadEndedAsync, cancellationToken, [.. Parameters(receipt), ("span", (long)span.TotalMilliseconds)]);

    internal Task RegisterAsync(StateTransaction transaction, string queue, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Statements.Register, cancellationToken, ("queue", queue));

    /// <summary>Keeps others out of a group until the transaction ends; they then see what it did.</summary>
    protected abstract Task LockGroupOfAsync(StateTransaction transaction, Receipt receipt, CancellationToken cancellationToken);

    /// <summary>Acknowledges one message of whatever kind.</summary>
    protected async Task<bool> CompleteOneAsync(StateTransaction transaction, Acknowledgement acknowledgement, CancellationToken cancellationToken) =>
        await EndAsync(transaction, Statements.Complete(ungroupedOnly: false), acknowledgement.Receipt, Parameters(acknowledgement), cancellationToken) is not null
        || await transaction.ScalarAsync<long>(QueueStatements.Acknowledged, cancellationToken, Parameters(acknowledgement.Receipt)) != 0;

    /// <summary>Runs a statement that ends a lease, and lets the next of the group step up where the message is finished.</summary>
    protected async Task<EndedLease?> EndAsync(
        StateTransaction transaction,
        string sql,
        Receipt receipt,
        (string Name, object? Value)[] parameters,
        CancellationToken cancellationToken)
    {
        await LockGroupOfAsync(transaction, receipt, cancellationToken);
        EndedLease? ended;
        await using (var command = transaction.Command(sql, parameters))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            ended = await ReadEndedAsync(reader, cancellationToken);
        }

        if (ended is { Finished: true, GroupKey: { } group })
        {
            await transaction.ExecuteAsync(Statements.Promote, cancellationToken, ("queue", ended.Queue), ("group", group));
        }

        return ended;
    }

    protected static async Task<EndedLease?> ReadEndedAsync(DbDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken)
            ? new EndedLease(
                reader.GetString(0),
                await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1),
                reader.GetString(2) is "completed" or "failed",
                await reader.IsDBNullAsync(3, cancellationToken) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)))
            : null;

    protected static (string Name, object? Value)[] Parameters(Receipt receipt) => [("id", receipt.Id), ("lease", receipt.LeaseNumber)];

    protected static (string Name, object? Value)[] Parameters(Acknowledgement acknowledgement) =>
        [.. Parameters(acknowledgement.Receipt), ("response", acknowledgement.Response), ("external", acknowledgement.ExternalId)];

    /// <summary>Stores one message that has a dedupe key or a group.</summary>
    protected async Task<SentMessage> InsertAsync(StateTransaction transaction, NewMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await transaction.ScalarAsync<long>(Statements.Insert, cancellationToken, Parameters(message)) is var id and not 0)
            {
                return new SentMessage(id, Duplicate: false);
            }

            if (await transaction.ScalarAsync<long>(QueueStatements.FindDuplicate, cancellationToken, ("queue", message.Queue), ("dedupe", message.DedupeKey)) is var first and not 0)
            {
                return new SentMessage(first, Duplicate: true);
            }
        }
    }

    private static (string Name, object? Value)[] Parameters(NewMessage message) =>
    [
        ("queue", message.Queue),
        ("payload", message.Payload),
        ("source", message.Source),
        ("tenant", message.TenantId),
        ("entityType", message.EntityType),
        ("entityId", message.EntityId),
        ("action", message.Action),
        ("external", message.ExternalId),
        ("group", message.GroupKey),
        ("dedupe", message.DedupeKey),
        ("priority", message.Priority),
        ("maxRetries", message.MaxRetries),
        ("delay", (long)message.Delay.TotalMilliseconds),
    ];
}
