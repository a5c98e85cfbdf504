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

        return await Database.WriteAsync((transaction, token) => ClaimAsync(transaction, queue, count, lease, token), cancellationToken);
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

    private async Task<List<ReceivedMessage>> ClaimAsync(StateTransaction transaction, string queue, int count, TimeSpan lease, CancellationToken cancellationToken)
    {
        var ids = await transaction.RowsAsync(Visible("id"), static row => row.GetInt64(0), cancellationToken, ("queue", queue), ("count", count));
        var claimed = await transaction.RowsAsync(
            $"UPDATE sync_queue SET {Statements.Lease} WHERE id IN ({string.Join(',', ids)}) RETURNING {QueueStatements.Received}",
            static row => MessageReader.Read(row, StorageProvider.Sqlite),
            cancellationToken,
            ("lease", (long)lease.TotalMilliseconds));
        // RETURNING has no order, and what it returns is overwritten: the order is that of the ids.
        var messages = claimed.ToDictionary(static message => message.Receipt.Id);
        return ids.ConvertAll(id => messages[id]);
    }

    /// <summary>Along <c>ix_sync_queue_visible</c>.</summary>
    private string Visible(string columns) =>
        $"""
        SELECT {columns} FROM sync_queue
        WHERE queue = @queue AND visible_at IS NOT NULL AND visible_at <= {Database.Time.Now} AND {QueueStatements.NotPaused}
        ORDER BY priority DESC, visible_at, id
        LIMIT @count
        """;

    private async Task<bool> AnyVisibleAsync(string queue, CancellationToken cancellationToken) =>
        (await Database.RowsAsync(Visible("1"), static _ => true, cancellationToken, ("queue", queue), ("count", 1))).Count > 0;
}
