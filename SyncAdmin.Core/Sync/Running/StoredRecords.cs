using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// Sets the ledger to what the store really holds of some records, which must be held: then what the store lacks, or has otherwise, is written although the
/// source has not changed, and what only the store has is known to be there. For records that a person names; a scan trusts the ledger.
/// </summary>
internal sealed class StoredRecords(StateDatabase database, IVectorStore store, RecordLedger ledger)
{
    internal async Task AdoptAsync(LedgerScope scope, HeldLease lease, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var known = await StageException.NameAsync(PipelineStage.State, () => ledger.LoadAsync(scope, keys, cancellationToken), cancellationToken);
        Guid[] ids = [.. keys.Select(key => PointId.Of(scope.DatasourceId, key))];
        var points = await StageException.NameAsync(
            PipelineStage.Store, () => store.GetAsync(scope.Collection, ids, withVector: false, cancellationToken), cancellationToken);
        var stored = points.Select(point => RowOf(point, scope)).OfType<LedgerRow>().ToDictionary(row => row.RecordKey, StringComparer.Ordinal);
        LedgerRow[] differing = [.. stored.Values.Where(row => !known.TryGetValue(row.RecordKey, out var before) || row.ChangeFrom(before) != RecordChange.None)];
        string[] lost = [.. known.Keys.Where(key => !stored.ContainsKey(key))];
        if (differing.Length + lost.Length == 0)
        {
            return;
        }

        await StageException.NameAsync(
            PipelineStage.State,
            () => database.WriteAsync(
                async (transaction, token) =>
                {
                    await FenceGuard.AssertAsync(transaction, lease, token);
                    await LiveCollection.AssertAsync(transaction, scope.Collection, mirror: null, token);
                    await RecordLedger.ApplyAsync(transaction, scope, differing, lost, token);
                },
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Null: the point does not say that it is this record's. A payload that is not the one its hash was made of has no hash, and so is written again.</summary>
    private static LedgerRow? RowOf(StoredPoint point, LedgerScope scope) =>
        SyncPayload.Read(point.Payload) is { } members && members.DatasourceId == scope.DatasourceId && point.Id == PointId.Of(scope.DatasourceId, members.Key)
            ? new LedgerRow(members.Key, members.Code, members.TextHash, SyncPayload.HashOf(point.Payload) == members.PayloadHash ? members.PayloadHash : default)
            : null;
}
