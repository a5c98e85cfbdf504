using System.Text.Json;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// The store's exact count against the ledger's, before a full sync. Fewer points than ledger rows (a restored or damaged store): rows without
/// a point are dropped, so that the sync writes them again. More points are the sweep's business.
/// </summary>
internal sealed class LostPoints(StateDatabase database, IVectorStore store, RecordLedger ledger, RunningJob running, LedgerScope scope)
{
    private const int PageSize = 1_000;

    /// <summary>How many ledger rows were dropped.</summary>
    internal async Task<long> DropAsync(ILogger log, CancellationToken cancellationToken)
    {
        var datasourceId = running.Datasource.Id;
        var rows = await ledger.CountAsync(scope, cancellationToken);
        if (rows == 0)
        {
            return 0;
        }

        var ours = new Filter { Must = [new Condition.Match(SyncMember.Datasource, JsonSerializer.SerializeToElement(datasourceId.ToString()))] };
        var points = await StageException.NameAsync(PipelineStage.Store, () => store.CountAsync(scope.Collection, ours, cancellationToken), cancellationToken);
        if (points >= rows)
        {
            return 0;
        }

        var dropped = 0L;
        string? after = null;
        IReadOnlyList<LedgerRow> page;
        do
        {
            page = await ledger.LoadRangeAsync(scope, after, through: null, PageSize, cancellationToken);
            after = page.Count > 0 ? page[^1].RecordKey : null;
            dropped += await DropMissingAsync(page, cancellationToken);
        }
        while (page.Count == PageSize);

        if (dropped > 0)
        {
            log.StoreLost(running.Datasource.Name, points, rows, dropped);
        }

        return dropped;
    }

    private async Task<int> DropMissingAsync(IReadOnlyList<LedgerRow> page, CancellationToken cancellationToken)
    {
        var suspects = await WithoutPointAsync(page, cancellationToken);
        if (suspects.Length == 0)
        {
            return 0;
        }

        // What a records job is deleting has no point any more and a ledger row still: nothing was lost, and it is over once the keys are free.
        string[] keys = [.. suspects.Select(row => row.RecordKey)];
        using var held = await running.Owned.Interlock.HoldAsync(keys, cancellationToken);
        var rows = await ledger.LoadAsync(scope, keys, cancellationToken);
        long[] missing = [.. (await WithoutPointAsync([.. rows.Values], cancellationToken)).Select(row => row.Id)];
        return missing.Length == 0
            ? 0
            : await database.WriteAsync(
                async (transaction, token) =>
                {
                    await FenceGuard.AssertAsync(transaction, running.Lease, token);
                    return await RecordLedger.DeleteAsync(transaction, scope, missing, token);
                },
                cancellationToken);
    }

    private async Task<LedgerRow[]> WithoutPointAsync(IReadOnlyCollection<LedgerRow> rows, CancellationToken cancellationToken)
    {
        var byId = rows.ToDictionary(row => PointId.Of(scope.DatasourceId, row.RecordKey));
        var found = await StageException.NameAsync(
            PipelineStage.Store, () => store.GetAsync(scope.Collection, [.. byId.Keys], withVector: false, cancellationToken), cancellationToken);
        return [.. byId.Keys.Except(found.Select(point => point.Id)).Select(id => byId[id])];
    }
}
