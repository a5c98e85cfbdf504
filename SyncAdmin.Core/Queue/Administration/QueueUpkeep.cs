using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>
/// Takes finished messages out of the way: completed ones go to the archive after <see cref="QueueOptions.ArchiveAfterDays"/>; queues that ask for retention by count
/// keep their newest and lose the others. Replicas may do it at once: each takes the rows that no other has locked.
/// </summary>
internal sealed class QueueUpkeep(StateDatabase database, IEnumerable<QueueDefinition> definitions, IOptions<QueueOptions> options, TimeProvider time)
{
    /// <summary>Messages of one queue in one round; the next round goes on.</summary>
    internal const int MostAtOnce = 100_000;

    private readonly Dictionary<string, QueueDefinition> _defined = definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
    private readonly AdministrationSql _sql = new(database);
    private readonly MessageBatches _batches = new(database, time);

    /// <summary>One round over all queues.</summary>
    internal async Task<UpkeepResult> RunAsync(CancellationToken cancellationToken)
    {
        long archived = 0;
        long removed = 0;
        foreach (var queue in await QueuesAsync(cancellationToken))
        {
            var definition = _defined.GetValueOrDefault(queue) ?? new QueueDefinition(queue);
            if (definition.KeepCompleted is { } completed)
            {
                removed += await TrimAsync(queue, QueueMessageStatus.Completed, completed, cancellationToken);
            }
            else if (options.Value.ArchiveAfterDays > 0)
            {
                archived += await ArchiveAsync(queue, cancellationToken);
            }

            if (definition.KeepFailed is { } failed)
            {
                removed += await TrimAsync(queue, QueueMessageStatus.Failed, failed, cancellationToken);
            }
        }

        return new UpkeepResult(archived, removed);
    }

    private async Task<List<string>> QueuesAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<QueueState>().OrderBy(static state => state.Name).Select(static state => state.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Oldest first (ix_sync_queue_finished).</summary>
    private async Task<long> ArchiveAsync(string queue, CancellationToken cancellationToken)
    {
        const string Condition = $"{AdministrationSql.Finished} AND status = 'completed'";
        var ids = await _batches.IdsAsync(
            $"""
            SELECT id FROM sync_queue
            WHERE queue = @queue AND {Condition} AND completed_at < {database.Time.NowPlus(-TimeSpan.FromDays(options.Value.ArchiveAfterDays))}
            ORDER BY completed_at, id
            LIMIT {MostAtOnce}
            """,
            [("queue", queue)],
            cancellationToken);
        return await _batches.ChangeAsync(
            ids,
            async (transaction, batch, token) =>
            {
                var locked = await LockAsync(transaction, Condition, batch, token);
                await transaction.ExecuteAsync(_sql.Archive, token, _sql.Ids(locked));
                return await transaction.ExecuteAsync(_sql.Delete, token, _sql.Ids(locked));
            },
            inTransaction: null,
            cancellationToken);
    }

    /// <summary>All but the newest (ix_sync_queue_finished).</summary>
    private async Task<long> TrimAsync(string queue, QueueMessageStatus status, int kept, CancellationToken cancellationToken)
    {
        var condition = $"{AdministrationSql.Finished} AND status = '{EnumText.Of(status)}'";
        var ids = await _batches.IdsAsync(
            $"SELECT id FROM sync_queue WHERE queue = @queue AND {condition} ORDER BY completed_at DESC, id DESC LIMIT {MostAtOnce} OFFSET @kept",
            [("queue", queue), ("kept", kept)],
            cancellationToken);
        return await _batches.ChangeAsync(
            ids,
            async (transaction, batch, token) => await transaction.ExecuteAsync(_sql.Delete, token, _sql.Ids(await LockAsync(transaction, condition, batch, token))),
            inTransaction: null,
            cancellationToken);
    }

    private Task<List<long>> LockAsync(StateTransaction transaction, string condition, long[] batch, CancellationToken cancellationToken) =>
        transaction.RowsAsync(_sql.Lock(condition), static row => row.GetInt64(0), cancellationToken, _sql.Ids(batch));
}
