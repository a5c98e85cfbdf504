using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

public sealed partial class QueueAdministration
{
    /// <summary>Removes one message that nobody works on, finished or not; the next of its group steps up.</summary>
    /// <returns>The message as it was. SYNC-8503, SYNC-8504: there is none. SYNC-8505: somebody works on it.</returns>
    public async Task<Outcome<MessageView>> DeleteAsync(StateTransaction transaction, string queue, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        var found = await FindAsync(transaction, queue, id, cancellationToken);
        if (found is not { } message)
        {
            return await NothingThereAsync(transaction, queue, id, cancellationToken);
        }

        string[] groups = message is { GroupKey: { } group, CompletedAt: null } ? [group] : [];
        await _sql.LockGroupsAsync(transaction, queue, groups, cancellationToken);
        if (await transaction.ExecuteAsync(_sql.DeleteOne, cancellationToken, ("id", id), ("queue", queue)) == 0)
        {
            return await FindAsync(transaction, queue, id, cancellationToken) is null
                ? NoMessage(queue, id)
                : new Problem(ErrorCatalog.QueueMessageHeld, $"Message {id} of the queue '{queue}' is being processed.");
        }

        await SettleAsync(transaction, queue, groups, cancellationToken);
        return message;
    }

    /// <summary>Lets a message that waits for its time be read now.</summary>
    /// <returns>False: it could be read already. SYNC-8503, SYNC-8504: there is none. SYNC-8506: it does not wait for a time.</returns>
    public async Task<Outcome<bool>> RetryNowAsync(StateTransaction transaction, string queue, long id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (await transaction.ExecuteAsync(_sql.RetryNow, cancellationToken, ("id", id), ("queue", Askable(queue))) == 1)
        {
            transaction.AfterCommit(() => _signal.Announce([queue]));
            return true;
        }

        return await FindAsync(transaction, queue, id, cancellationToken) switch
        {
            null => await NothingThereAsync(transaction, queue, id, cancellationToken),
            { Status: QueueMessageStatus.Pending, VisibleAt: not null } => false,
            { Status: QueueMessageStatus.Pending } => NotWaiting(queue, id, "waits behind another message of its group"),
            { Status: QueueMessageStatus.Processing } => NotWaiting(queue, id, "is being processed, or is taken up by the next read"),
            _ => NotWaiting(queue, id, "is finished"),
        };
    }

    /// <summary>
    /// Sends finished messages of the queue round again: tries count from 1, the history stays, those of a group take their place in it. Dead letters only, unless the filter asks for
    /// completed ones.
    /// </summary>
    /// <param name="queue">Its name.</param>
    /// <param name="filter">Which; an empty one means all dead letters.</param>
    /// <param name="inTransaction">Called in each of the transactions that it takes; null: nothing to add.</param>
    /// <param name="cancellationToken">Ends it between two transactions; what is committed stays.</param>
    /// <returns>How many. SYNC-8503: no such queue. SYNC-8507: the filter.</returns>
    public async Task<Outcome<long>> ReplayAsync(string queue, MessageFilter filter, Action<StateTransaction, BatchProgress>? inTransaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Status is QueueMessageStatus.Pending or QueueMessageStatus.Processing)
        {
            return new Problem(ErrorCatalog.QueueFilterInvalid, $"status={EnumText.Of(filter.Status.Value)}: only failed and completed messages can be replayed.");
        }

        var status = filter.Status ?? QueueMessageStatus.Failed;
        var condition = $"{AdministrationSql.Finished} AND status = '{EnumText.Of(status)}'";
        return await ChangeAsync(queue, filter with { Status = status }, condition, _sql.Replay, inTransaction, cancellationToken);
    }

    /// <summary>Removes messages that nobody works on; the filter must name something.</summary>
    /// <param name="queue">Its name.</param>
    /// <param name="filter">Which; an empty one is refused.</param>
    /// <param name="inTransaction">Called in each of the transactions that it takes; null: nothing to add.</param>
    /// <param name="cancellationToken">Ends it between two transactions; what is committed stays.</param>
    /// <returns>How many. SYNC-8503: no such queue. SYNC-8507: the filter.</returns>
    public async Task<Outcome<long>> DeleteAsync(string queue, MessageFilter filter, Action<StateTransaction, BatchProgress>? inTransaction, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.IsEmpty)
        {
            return new Problem(ErrorCatalog.QueueFilterInvalid, "Deleting asks for a status, ids or another criterion: nothing was named.");
        }

        var condition = filter.Status is { } status ? $"status = '{EnumText.Of(status)}' AND {_sql.NotHeld}" : _sql.NotHeld;
        return await ChangeAsync(queue, filter, condition, _sql.Delete, inTransaction, cancellationToken);
    }

    private static Problem NotWaiting(string queue, long id, string why) => new(ErrorCatalog.QueueMessageNotWaiting, $"Message {id} of the queue '{queue}' {why}.");

    private async Task<Outcome<long>> ChangeAsync(
        string queue,
        MessageFilter filter,
        string condition,
        string sql,
        Action<StateTransaction, BatchProgress>? inTransaction,
        CancellationToken cancellationToken)
    {
        if (FilterSql.Mistake(filter) is { } mistake)
        {
            return mistake;
        }

        if (!await IsKnownAsync(queue, cancellationToken))
        {
            return NoQueue(queue);
        }

        var where = FilterSql.Of(queue, filter, _database.Provider);
        var ids = await _batches.IdsAsync($"SELECT id FROM sync_queue WHERE {where.Where} ORDER BY id", where.Parameters, cancellationToken);
        return await _batches.ChangeAsync(ids, (transaction, batch, token) => ChangeAsync(transaction, queue, batch, condition, sql, token), inTransaction, cancellationToken);
    }

    private async Task<int> ChangeAsync(StateTransaction transaction, string queue, long[] batch, string condition, string sql, CancellationToken cancellationToken)
    {
        var groups = await transaction.RowsAsync(_sql.GroupsOf(condition), static row => row.GetString(0), cancellationToken, _sql.Ids(batch));
        await _sql.LockGroupsAsync(transaction, queue, groups, cancellationToken);
        var locked = await transaction.RowsAsync(_sql.Lock(condition), static row => row.GetInt64(0), cancellationToken, _sql.Ids(batch));
        if (locked.Count == 0)
        {
            return 0;
        }

        var changed = await transaction.ExecuteAsync(sql, cancellationToken, _sql.Ids(locked));
        await SettleAsync(transaction, queue, groups, cancellationToken);
        return changed;
    }

    private async Task SettleAsync(StateTransaction transaction, string queue, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        await _sql.SettleAsync(transaction, queue, groups, cancellationToken);
        transaction.AfterCommit(() => _signal.Announce([queue]));
    }

    private async Task<MessageView?> FindAsync(StateTransaction transaction, string queue, long id, CancellationToken cancellationToken) =>
        (await transaction.RowsAsync(
            $"SELECT {MessageRows.ViewColumns(archived: false)} FROM sync_queue WHERE id = @id AND queue = @queue",
            row => MessageRows.View(row, _database.Provider),
            cancellationToken,
            ("id", id),
            ("queue", Askable(queue)))).FirstOrDefault();

    private async Task<Problem> NothingThereAsync(StateTransaction transaction, string queue, long id, CancellationToken cancellationToken) =>
        _defined.ContainsKey(queue) || await IsKnownAsync(transaction, queue, cancellationToken) ? NoMessage(queue, id) : NoQueue(queue);
}
