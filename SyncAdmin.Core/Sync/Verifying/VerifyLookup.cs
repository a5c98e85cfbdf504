using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>What ledger and store say of some records.</summary>
/// <param name="Ledger">Ledger rows by key.</param>
/// <param name="Payloads">Payloads by point id.</param>
internal sealed record VerifyLookup(IReadOnlyDictionary<string, LedgerRow> Ledger, IReadOnlyDictionary<Guid, ReadOnlyMemory<byte>> Payloads)
{
    /// <summary>Asks both at the same time; at most 1,000 keys.</summary>
    internal static async Task<VerifyLookup> AskAsync(RecordLedger ledger, IVectorStore store, LedgerScope scope, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. keys.Select(key => PointId.Of(scope.DatasourceId, key))];
        var points = StageException.NameAsync(
            PipelineStage.Store, () => store.GetAsync(scope.Collection, ids, withVector: false, cancellationToken), cancellationToken);
        var rows = StageException.NameAsync(PipelineStage.State, () => ledger.LoadAsync(scope, keys, cancellationToken), cancellationToken);
        await Task.WhenAll(points, rows);
        return new VerifyLookup(await rows, (await points).ToDictionary(static point => point.Id, static point => point.Payload));
    }

    internal LedgerRow? Known(string key) => Ledger.TryGetValue(key, out var row) ? row : null;

    /// <summary>Null: there is no point. The cast matters: a bare null would become an empty payload.</summary>
    internal ReadOnlyMemory<byte>? Payload(Guid datasourceId, string key) =>
        Payloads.TryGetValue(PointId.Of(datasourceId, key), out var payload) ? payload : (ReadOnlyMemory<byte>?)null;
}
