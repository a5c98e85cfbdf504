using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue.Administration;

/// <summary>
/// Changes many messages in short transactions: those whose ids were read when the command began, so that a message which ends again meanwhile is not taken twice.
/// Each transaction asks again whether its messages are still what the command is for.
/// </summary>
internal sealed class MessageBatches(StateDatabase database, TimeProvider time)
{
    /// <summary>Ids of messages, read without a lock.</summary>
    internal async Task<List<long>> IdsAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        await database.RowsAsync(sql, static row => row.GetInt64(0), cancellationToken, parameters);

    /// <param name="ids">The messages.</param>
    /// <param name="change">Changes some of them, and says how many.</param>
    /// <param name="inTransaction">Called at the end of each transaction, and again where that is begun again; null: nothing to add.</param>
    /// <param name="cancellationToken">Ends it between two transactions; what is committed stays.</param>
    internal async Task<long> ChangeAsync(
        List<long> ids,
        Func<StateTransaction, long[], CancellationToken, Task<int>> change,
        Action<StateTransaction, BatchProgress>? inTransaction,
        CancellationToken cancellationToken)
    {
        var pace = new BatchPace(database.Provider);
        var changed = 0L;
        for (var start = 0; start < ids.Count;)
        {
            var batch = ids.GetRange(start, Math.Min(pace.Size, ids.Count - start)).ToArray();
            start += batch.Length;
            var last = start == ids.Count;
            changed = await database.WriteRepeatedlyAsync(
                async (transaction, token) =>
                {
                    var started = time.GetTimestamp();
                    var soFar = changed + await change(transaction, batch, token);
                    inTransaction?.Invoke(transaction, new BatchProgress(soFar, last));
                    pace.Took(batch.Length, time.GetElapsedTime(started));
                    return soFar;
                },
                cancellationToken);
        }

        return changed;
    }
}
