using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

public sealed partial class QueueAdministration
{
    private const int FewMessages = 10_000;

    /// <summary>Messages of a queue, a page at a time.</summary>
    /// <param name="queue">Its name.</param>
    /// <param name="query">Which, and in which order.</param>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 to 200.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>SYNC-8503: no such queue. SYNC-8507: the filter.</returns>
    public async Task<Outcome<Page<MessageView>>> ListMessagesAsync(string queue, MessageQuery query, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (FilterSql.Mistake(query.Filter) is { } mistake)
        {
            return mistake;
        }

        if (!await IsKnownAsync(queue, cancellationToken))
        {
            return NoQueue(queue);
        }

        var provider = _database.Provider;
        var filter = FilterSql.Of(queue, query.Filter, provider);
        var table = query.Archived ? "sync_queue_archive" : "sync_queue";
        var parts = query.Archived ? null : filter.Parts;
        var counts = parts is null ? $"SELECT count(*) FROM {table} WHERE {filter.Where}" : $"SELECT {string.Join(" + ", parts.Select(static part => $"(SELECT count(*) FROM sync_queue WHERE {part})"))}";
        var total = (await _database.RowsAsync(counts, static row => row.GetInt64(0), cancellationToken, filter.Parameters))[0];
        // The primary key leads to the messages of a large queue at once; those of a small one it would look for among all others'.
        var where = parts is not null && total <= FewMessages ? $"id IN ({string.Join(" UNION ALL ", parts.Select(static part => $"SELECT id FROM sync_queue WHERE {part}"))})" : filter.Where;
        var items = await _database.RowsAsync(
            $"SELECT {MessageRows.ViewColumns(query.Archived)} FROM {table} WHERE {where} ORDER BY id {(query.OldestFirst ? "ASC" : "DESC")} LIMIT @size OFFSET @skip",
            row => MessageRows.View(row, provider),
            cancellationToken,
            [.. filter.Parameters, ("size", pageSize), ("skip", (long)(page - 1) * pageSize)]);
        return new Page<MessageView>(items, total, page, pageSize);
    }

    /// <summary>One message, alive or archived; SYNC-8503, SYNC-8504.</summary>
    public async Task<Outcome<MessageDetails>> FindMessageAsync(string queue, long id, CancellationToken cancellationToken)
    {
        foreach (var archived in new[] { false, true })
        {
            var found = await _database.RowsAsync(
                $"SELECT {MessageRows.DetailColumns(archived)} FROM {(archived ? "sync_queue_archive" : "sync_queue")} WHERE id = @id AND queue = @queue",
                row => MessageRows.Details(row, _database.Provider),
                cancellationToken,
                ("id", id),
                ("queue", Askable(queue)));
            if (found.Count > 0)
            {
                return found[0];
            }
        }

        return await IsKnownAsync(queue, cancellationToken) ? NoMessage(queue, id) : NoQueue(queue);
    }

    private static Problem NoMessage(string queue, long id) => new(ErrorCatalog.QueueMessageNotFound, $"There is no message {id} in the queue '{MessageCheck.Shown(queue)}'.");
}
