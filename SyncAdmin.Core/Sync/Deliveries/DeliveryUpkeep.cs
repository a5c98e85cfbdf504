using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Replay;

namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>
/// Takes what is done out of the way: deliveries and, where none is left, the records jobs that applied them, after
/// <see cref="SyncOptions.DeliveryRetentionDays"/>; ids of webhooks after a day. In small transactions, so that nobody waits for it; replicas may do it at once.
/// </summary>
internal sealed class DeliveryUpkeep(StateDatabase database, IOptions<SyncOptions> options)
{
    /// <summary>Rows of one transaction: about 5 ms on SQLite.</summary>
    private const int AtOnce = 500;

    /// <summary>One round; how many deliveries went.</summary>
    internal async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await RepeatAsync(ReceivedMessages.ForgetAsync, cancellationToken);
        long removed = 0;
        foreach (var datasourceId in await DatasourcesAsync(cancellationToken))
        {
            removed += await RepeatAsync((transaction, most, token) => RemoveDeliveriesAsync(transaction, datasourceId, most, token), cancellationToken);
            await RepeatAsync((transaction, most, token) => RemoveJobsAsync(transaction, datasourceId, most, token), cancellationToken);
        }

        return removed;
    }

    private async Task<List<Guid>> DatasourcesAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        return await context.Set<Datasource>().Select(static datasource => datasource.Id).ToListAsync(cancellationToken);
    }

    private Task<long> RepeatAsync(Func<StateTransaction, int, CancellationToken, Task<int>> removeAsync, CancellationToken cancellationToken) =>
        database.WritePiecesAsync(AtOnce, (transaction, token) => removeAsync(transaction, AtOnce, token), cancellationToken);

    /// <summary>Index IX_sync_deliveries_datasource_id_received_at. One that still waits is never too old.</summary>
    private Task<int> RemoveDeliveriesAsync(StateTransaction transaction, Guid datasourceId, int most, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            $"""
            DELETE FROM sync_deliveries WHERE id IN (
                SELECT id FROM sync_deliveries
                WHERE datasource_id = @datasource AND received_at < {Oldest(transaction)} AND status <> 'pending'
                ORDER BY received_at
                LIMIT @most)
            """,
            cancellationToken,
            ("datasource", datasourceId),
            ("most", most));

    /// <summary>
    /// Records jobs that ended well long ago, left no error behind and have no delivery left (IX_sync_jobs_datasource_id_created_at,
    /// IX_sync_deliveries_sync_job_id_status, IX_sync_errors_sync_job_id_created_at).
    /// </summary>
    private Task<int> RemoveJobsAsync(StateTransaction transaction, Guid datasourceId, int most, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            $"""
            DELETE FROM sync_jobs WHERE id IN (
                SELECT job.id FROM sync_jobs AS job
                WHERE job.datasource_id = @datasource AND job.created_at < {Oldest(transaction)}
                  AND job.type IN ('webhook', 'retry', 'record') AND job.status = 'completed'
                  AND job.completed_at < {Oldest(transaction)}
                  AND NOT EXISTS (SELECT 1 FROM sync_deliveries AS delivery WHERE delivery.sync_job_id = job.id)
                  AND NOT EXISTS (SELECT 1 FROM sync_errors AS error WHERE error.sync_job_id = job.id)
                ORDER BY job.created_at
                LIMIT @most)
            """,
            cancellationToken,
            ("datasource", datasourceId),
            ("most", most));

    private string Oldest(StateTransaction transaction) => transaction.Time.NowPlus(-TimeSpan.FromDays(options.Value.DeliveryRetentionDays));
}
