using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>What a run works with: the opened source, how its rows become records, and where they go. Disposing it closes the source.</summary>
/// <param name="Query">What to read.</param>
/// <param name="Mapper">Rows to records.</param>
/// <param name="Connector">The source.</param>
/// <param name="Collection">Where the points go.</param>
/// <param name="Scope">The ledger's rows of this datasource and collection.</param>
/// <param name="Fingerprint">Of the plan: what a checkpoint and a watermark depend on.</param>
internal sealed record OpenSource(
    SourceQuery Query, RecordMapper Mapper, IConnector Connector, Collection Collection, LedgerScope Scope, string Fingerprint) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Connector.DisposeAsync();
}
