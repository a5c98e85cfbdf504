namespace SyncAdmin.Core.Sync.Planning;

/// <summary>The plan that was made before a job, beside what the job has done.</summary>
public sealed record SyncPlanComparison
{
    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Query, mapping or model have changed between plan and job: the two say little about each other.</summary>
    public bool Outdated { get; init; }

    /// <summary>What was expected.</summary>
    public required SyncEstimate Estimate { get; init; }

    /// <summary>What came, without what an earlier job had done before the plan was made.</summary>
    public required SyncPlanActual Actual { get; init; }
}
