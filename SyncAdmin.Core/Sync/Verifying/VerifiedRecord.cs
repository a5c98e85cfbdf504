using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>What source, ledger and store say of one record.</summary>
/// <param name="Key">Record key.</param>
/// <param name="Code">Code, of the source where it has the record.</param>
/// <param name="Differences">How they differ.</param>
/// <param name="Known">What the ledger says; null: nothing.</param>
/// <param name="Stored">What the store holds, as the ledger would say it; null: no point, or none with a readable <c>_sync</c>.</param>
/// <param name="IsStale">The store does not hold what the source gives: it has to be written.</param>
internal readonly record struct VerifiedRecord(string Key, string Code, VerifyDifferences Differences, LedgerRow? Known, LedgerRow? Stored, bool IsStale)
{
    /// <summary>The ledger does not say what the store holds.</summary>
    internal bool IsLedgerWrong => !Same(Known, Stored);

    /// <summary>A record that the source has.</summary>
    /// <param name="datasourceId">Whose.</param>
    /// <param name="source">As the source gives it.</param>
    /// <param name="known">As the ledger knows it; null: not at all.</param>
    /// <param name="payload">Its point's payload; null: there is no point.</param>
    internal static VerifiedRecord Of(Guid datasourceId, LedgerRow source, LedgerRow? known, ReadOnlyMemory<byte>? payload)
    {
        var stored = StoredBy(datasourceId, source.RecordKey, payload);
        var differences = known is null ? VerifyDifferences.MissingInLedger : Same(source, known) ? VerifyDifferences.None : VerifyDifferences.LedgerDiffers;
        var isStale = !Same(source, stored);
        differences |= payload is null ? VerifyDifferences.MissingInStore : isStale ? VerifyDifferences.StoreDiffers : VerifyDifferences.None;
        return new VerifiedRecord(source.RecordKey, source.RecordCode, differences, known, stored, isStale);
    }

    /// <summary>A record that the source has no more.</summary>
    internal static VerifiedRecord Gone(Guid datasourceId, string key, LedgerRow? known, ReadOnlyMemory<byte>? payload)
    {
        var stored = StoredBy(datasourceId, key, payload);
        var differences = (known is null ? VerifyDifferences.None : VerifyDifferences.SurplusInLedger)
            | (payload is null ? VerifyDifferences.None : VerifyDifferences.SurplusInStore);
        return new VerifiedRecord(key, known?.RecordCode ?? stored?.RecordCode ?? key, differences, known, stored, IsStale: false);
    }

    private static LedgerRow? StoredBy(Guid datasourceId, string key, ReadOnlyMemory<byte>? payload) =>
        payload is { } bytes && SyncPayload.Read(bytes) is { } members && members.DatasourceId == datasourceId && string.Equals(members.Key, key, StringComparison.Ordinal)
            ? new LedgerRow(members.Key, members.Code, members.TextHash, members.PayloadHash)
            : null;

    private static bool Same(LedgerRow? one, LedgerRow? other) =>
        one is null || other is null ? one is null && other is null : one.Value.ChangeFrom(other) == RecordChange.None;
}
