namespace SyncAdmin.Core.Sync.Planning;

/// <summary>What a job has really done and taken so far; committed records only.</summary>
public sealed record SyncPlanActual
{
    /// <summary>Created and updated.</summary>
    public long Written { get; init; }

    /// <summary>Texts that went to the embedder.</summary>
    public long Embedded { get; init; }

    /// <summary>Unchanged.</summary>
    public long Skipped { get; init; }

    /// <summary>Points removed.</summary>
    public long Deleted { get; init; }

    /// <summary>In sync errors.</summary>
    public long Failed { get; init; }

    /// <summary>Tokens charged.</summary>
    public long Tokens { get; init; }

    /// <summary>Money (USD) for them.</summary>
    public decimal Cost { get; init; }

    /// <summary>Minutes at work, without waiting.</summary>
    public double Minutes { get; init; }
}
