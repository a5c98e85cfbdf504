namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>How source, ledger and store can differ on a record; several may hold at once.</summary>
[Flags]
internal enum VerifyDifferences
{
    None = 0,

    /// <summary>The source has it, the ledger does not know it.</summary>
    MissingInLedger = 1,

    /// <summary>The source has it, the store has no point.</summary>
    MissingInStore = 2,

    /// <summary>The ledger holds other hashes, or another code, than the source gives.</summary>
    LedgerDiffers = 4,

    /// <summary>The point's <c>_sync</c> holds other hashes, or another code, than the source gives, or can't be read.</summary>
    StoreDiffers = 8,

    /// <summary>The ledger knows it, the source has it no more.</summary>
    SurplusInLedger = 16,

    /// <summary>The store has a point, the source has no such record.</summary>
    SurplusInStore = 32,

    /// <summary>Either of the two.</summary>
    Surplus = SurplusInLedger | SurplusInStore,
}
