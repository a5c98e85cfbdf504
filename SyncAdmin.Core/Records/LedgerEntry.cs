namespace SyncAdmin.Core.Records;

/// <summary>
/// One row of the record ledger: what the store is known to hold for a record. Table <c>record_ledger</c>, unique
/// (scope, record key); written in bulk by <see cref="RecordLedger"/>, never through the change tracker.
/// </summary>
public sealed class LedgerEntry
{
    /// <summary>Small integer, so that a sweep can mark rows in a bitmap.</summary>
    public long Id { get; init; }

    /// <summary>Physical collection and datasource, see <see cref="LedgerScopeEntry"/>.</summary>
    public long ScopeId { get; init; }

    /// <summary>Canonical key.</summary>
    public required string RecordKey { get; init; }

    /// <summary>Code when it was last seen; kept so that a code that vanished from the source can still be deleted.</summary>
    public required string RecordCode { get; init; }

    /// <summary>16 bytes, see <see cref="RecordHash"/>.</summary>
    public required byte[] TextHash { get; init; }

    /// <summary>16 bytes, see <see cref="RecordHash"/>.</summary>
    public required byte[] PayloadHash { get; init; }
}
