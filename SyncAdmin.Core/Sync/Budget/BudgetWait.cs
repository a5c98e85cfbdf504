namespace SyncAdmin.Core.Sync.Budget;

/// <summary>A job that waits because it has spent its cap: <c>waitReason: budget</c>, without a time. A raised cap lets it go on by itself (see DatasourceService).</summary>
internal static class BudgetWait
{
    internal const string Reason = "budget";

    internal static bool IsFor(SyncJob job) => job is { Status: SyncJobStatus.Pending, WaitReason: Reason };

    /// <summary>A person has it go on: from here it may spend the cap once more.</summary>
    internal static void Accept(SyncJob job)
    {
        if (IsFor(job))
        {
            job.BudgetAccepted = job.EstimatedCost;
        }
    }
}
