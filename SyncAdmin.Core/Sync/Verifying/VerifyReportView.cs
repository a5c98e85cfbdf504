namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>What a verification has found so far. A record may differ in several ways and is counted under each.</summary>
public sealed record VerifyReportView
{
    /// <summary>Records of the source that were compared.</summary>
    public long Compared { get; init; }

    /// <summary>Records of the source that can't be mapped, so that nothing can be said of them; a full sync reports each.</summary>
    public long Invalid { get; init; }

    /// <summary>Records of the source that differ in ledger or store, each counted once.</summary>
    public long Differing { get; init; }

    /// <summary>Records that were handed on to be written again.</summary>
    public long Requeued { get; init; }

    /// <summary>Ledger rows that were set to what the store holds, or dropped where it holds nothing.</summary>
    public long Corrected { get; init; }

    /// <summary>The source was read to its end, and what it has no more was looked for.</summary>
    public bool Complete { get; init; }

    /// <summary>The source has them, the ledger does not know them.</summary>
    public VerifyFinding MissingInLedger { get; init; } = VerifyFinding.None;

    /// <summary>The source has them, the store has no point.</summary>
    public VerifyFinding MissingInStore { get; init; } = VerifyFinding.None;

    /// <summary>The ledger's hashes or code are not what the source gives.</summary>
    public VerifyFinding LedgerDiffers { get; init; } = VerifyFinding.None;

    /// <summary>The hashes or the code under the point's <c>_sync</c> are not what the source gives.</summary>
    public VerifyFinding StoreDiffers { get; init; } = VerifyFinding.None;

    /// <summary>The ledger knows them, the source has them no more.</summary>
    public VerifyFinding SurplusInLedger { get; init; } = VerifyFinding.None;

    /// <summary>The store has points, the source has no such records.</summary>
    public VerifyFinding SurplusInStore { get; init; } = VerifyFinding.None;

    /// <summary>Jobs that write again what was handed on, oldest first; none once their deliveries are no longer kept.</summary>
    public IReadOnlyList<Guid> HealingJobs { get; init; } = [];

    /// <summary>With what more was found.</summary>
    internal VerifyReportView Plus(IReadOnlyCollection<VerifiedRecord> found)
    {
        return found.Count == 0 ? this : this with
        {
            Differing = Differing + found.Count(static record => (record.Differences & VerifyDifferences.Surplus) == VerifyDifferences.None),
            MissingInLedger = MissingInLedger.Plus(Of(VerifyDifferences.MissingInLedger)),
            MissingInStore = MissingInStore.Plus(Of(VerifyDifferences.MissingInStore)),
            LedgerDiffers = LedgerDiffers.Plus(Of(VerifyDifferences.LedgerDiffers)),
            StoreDiffers = StoreDiffers.Plus(Of(VerifyDifferences.StoreDiffers)),
            SurplusInLedger = SurplusInLedger.Plus(Of(VerifyDifferences.SurplusInLedger)),
            SurplusInStore = SurplusInStore.Plus(Of(VerifyDifferences.SurplusInStore)),
        };

        VerifiedRecord[] Of(VerifyDifferences sort) => [.. found.Where(record => record.Differences.HasFlag(sort))];
    }
}
