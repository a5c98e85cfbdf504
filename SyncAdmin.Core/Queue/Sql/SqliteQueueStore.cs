using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>On SQLite, where one writer at a time makes every transaction the only one.</summary>
internal sealed class SqliteQueueStore(StateDatabase database) : QueueStore(database)
{
    internal override async Task<SentMessage[]> SendAsync(StateTransaction transaction, IReadOnlyList<NewMessage> messages, CancellationToken cancellationToken)
    {
        var sent = new SentMessage[messages.Count];
        for (var index = 0; index < sent.Length; index++)
        {
            sent[index] = await InsertAsync(transaction, messages[index], cancellationToken);
        }

        return sent;
    }

    internal override async Task<List<ReceivedMessage>> ClaimAsync(string queue, int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        // An idle worker must not take the writer's turn just to find nothing.
        if (!await AnyVisibleAsync(queue, cancellationToken))
        {
            return [];
        }

        var claimed = await Database.StatementAsync(
            $"""
            UPDATE sync_queue SET {Statements.Lease}
            WHERE id IN (
                SELECT id FROM sync_queue
                WHERE queue = @queue AND visible_at IS NOT NULL AND visible_at <= {Database.Time.Now} AND {QueueStatements.NotPaused}
                ORDER BY priority DESC, visible_at, id
                LIMIT @count)
            RETURNING {QueueStatements.Received}
            """,
            async (reader, token) =>
            {
                var messages = new List<ReceivedMessage>();
                while (await reader.ReadAsync(token))
                {
                    messages.Add(MessageReader.Read(reader, StorageProvider.Sqlite));
                }

                return messages;
            },
            cancellationToken,
            ("queue", queue),
            ("lease", (long)lease.TotalMilliseconds),
            ("count", count));
        // RETURNING has no order, and when it was visible is overwritten: the id stands for it.
        return [.. claimed.OrderByDescending(static message => message.Priority).ThenBy(static message => message.Receipt.Id)];
    }

    internal override Task<HashSet<long>> CompleteAsync(IReadOnlyList<Acknowledgement> acknowledgements, CancellationToken cancellationToken) => Database.WriteAsync(
        async (transaction, token) =>
        {
            var accepted = new HashSet<long>();
            foreach (var acknowledgement in acknowledgements)
            {
                if (await CompleteOneAsync(transaction, acknowledgement, token))
                {
                    accepted.Add(acknowledgement.Receipt.Id);
                }
            }

            return accepted;
        },
        cancellationToken);

    internal override Task<EndedLease?> FailAsync(Receipt receipt, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) => Database.WriteAsync(
        (transaction, token) => EndAsync(transaction, Statements.Fail(ungroupedOnly: false), receipt, parameters, token),
        cancellationToken);

    protected override Task LockGroupOfAsync(StateTransaction transaction, Receipt receipt, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> AnyVisibleAsync(string queue, CancellationToken cancellationToken)
    {
        await using var context = Database.Read();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = StateCommand.Create(
            context.Database.GetDbConnection(),
            transaction: null,
            StorageProvider.Sqlite,
            $"""
            SELECT 1 FROM sync_queue
            WHERE queue = @queue AND visible_at IS NOT NULL AND visible_at <= {Database.Time.Now} AND {QueueStatements.NotPaused}
            ORDER BY priority DESC, visible_at, id
            LIMIT 1
            """,
            [("queue", queue)]);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }
}
