namespace SyncAdmin.Core.Sync;

/// <summary>What a job did not have to pay for, at the configured price (USD).</summary>
public sealed record SyncSavings
{
    /// <summary>Tokens of texts that had not changed since they were synced; estimated.</summary>
    public long UnchangedTokens { get; init; }

    /// <summary>Money for those.</summary>
    public decimal UnchangedCost { get; init; }

    /// <summary>Texts whose vectors were stored: paid for by another job, or by this one before it was killed.</summary>
    public long CachedTexts { get; init; }

    /// <summary>Tokens of those.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Money for those.</summary>
    public decimal CachedCost { get; init; }

    /// <summary>Money that the last resume did not spend again.</summary>
    public decimal ResumedCost { get; init; }

    /// <summary>All of it.</summary>
    public decimal TotalCost => UnchangedCost + CachedCost + ResumedCost;
}
