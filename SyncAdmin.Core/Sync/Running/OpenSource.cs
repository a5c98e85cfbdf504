using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Reindexing;

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
    /// <summary>Where every write goes as well while the collection is re-indexed; null: nowhere. A records job, which may outlive a re-index, looks again before each of its rounds.</summary>
    internal LedgerScope? Mirror { get; set; }

    /// <summary>Whatever of these knows a record has a point of it.</summary>
    internal IEnumerable<LedgerScope> Scopes => Mirror is { } mirror ? [Scope, mirror] : [Scope];

    /// <summary>Vectors that are there already, for a re-index; null: every text goes to the embedder.</summary>
    internal KeptVectors? Vectors { get; init; }

    public ValueTask DisposeAsync() => Connector.DisposeAsync();
}
