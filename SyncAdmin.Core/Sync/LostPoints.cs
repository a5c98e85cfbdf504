using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync;

/// <summary>
/// The store's exact count against the ledger's, before a full sync. Fewer points than ledger rows (a restored or damaged store): rows without
/// a point are dropped, so that the sync writes them again. More points are the sweep's business.
/// </summary>
internal sealed class LostPoints(StateDatabase database, IVectorStore store, RecordLedger ledger, RunningJob running, string collection)
{
    private const int PageSize = 1_000;

    /// <summary>How many ledger rows were dropped.</summary>
    internal async Task<long> DropAsync(ILogger log, CancellationToken cancellationToken)
    {
        var datasourceId = running.Datasource.Id;
        var rows = await ledger.CountAsync(collection, datasourceId, cancellationToken);
        if (rows == 0)
        {
            return 0;
        }

        var ours = new Filter { Must = [new Condition.Match($"{SyncPayload.Member}.datasource", JsonSerializer.SerializeToElement(datasourceId.ToString()))] };
        var points = await StageException.NameAsync(PipelineStage.Store, () => store.CountAsync(collection, ours, cancellationToken), cancellationToken);
        if (points >= rows)
        {
            return 0;
        }

        long dropped = 0;
        await foreach (var page in ledger.ReadAllAsync(collection, datasourceId, PageSize, cancellationToken))
        {
            var ids = page.ToDictionary(entry => PointId.Of(datasourceId, entry.RecordKey));
            var found = await StageException.NameAsync(
                PipelineStage.Store, () => store.GetAsync(collection, [.. ids.Keys], withVector: false, cancellationToken), cancellationToken);
            var missing = ids.Keys.Except(found.Select(point => point.Id)).Select(id => ids[id].Id).ToArray();
            if (missing.Length > 0)
            {
                dropped += missing.Length;
                await database.WriteAsync(
                    async (transaction, token) =>
                    {
                        await FenceGuard.AssertAsync(transaction, running.Lease, token);
                        await ledger.DeleteAsync(transaction, missing, token);
                    },
                    cancellationToken);
            }
        }

        log.StoreLost(running.Datasource.Name, points, rows, dropped);
        return dropped;
    }
}
