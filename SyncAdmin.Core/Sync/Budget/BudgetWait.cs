using System.Globalization;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Budget;

/// <summary>A job that waits because it has spent its cap: <c>waitReason: budget</c>, without a time. A raised cap lets it go on by itself (see DatasourceService).</summary>
internal static class BudgetWait
{
    internal const string Reason = "budget";

    /// <summary>Before a scan embeds records that it reads again by key, at most 1,000 at once: these come in no order that a <see cref="SpendGuard"/> could keep.</summary>
    /// <exception cref="ProblemException">SYNC-5241: the cap is reached.</exception>
    internal static void Check(RunningJob running)
    {
        if (running.Lane == JobLane.Scan && running.Job.EstimatedCost >= running.Job.BudgetAccepted + running.Datasource.Budget)
        {
            throw new ProblemException(Reached(running.Job.EstimatedCost, running.Job.BudgetAccepted + running.Datasource.Budget));
        }
    }

    internal static Problem Reached(decimal spent, decimal? limit) => new(
        ErrorCatalog.SyncBudgetReached, string.Create(CultureInfo.InvariantCulture, $"The job has spent USD {spent:0.####}; it may spend USD {limit:0.####}."));

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
