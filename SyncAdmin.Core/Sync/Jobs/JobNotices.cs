using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Jobs;

/// <summary>Which ends of an attempt people are told of.</summary>
internal static class JobNotices
{
    /// <summary>
    /// What is raised in the transaction that writes the end; null: nothing. A wait that ends by itself within minutes (a source that blinks) is no news, nor is a failed records job:
    /// its deliveries have another, and it is told of when they are given up.
    /// </summary>
    internal static NotificationEvent? Of(RunningJob running, JobEnd end) => end switch
    {
        JobEnd.Failed when running.Lane == JobLane.Records => null,
        JobEnd.Failed failed => Of(running, failed.Problem.Error == ErrorCatalog.SyncErrorBudget ? NotificationKind.ErrorBudgetReached : NotificationKind.JobFailed, failed.Problem),
        JobEnd.Waits { Reason: "quota" or "disk" } waits => Of(running, NotificationKind.QuotaPause, waits.Problem),
        JobEnd.Waits { Reason: FailureVerdict.DecisionReason or "budget" } waits => Of(running, NotificationKind.DecisionNeeded, waits.Problem),
        _ => null,
    };

    private static NotificationEvent Of(RunningJob running, NotificationKind kind, Problem problem) =>
        NotificationEvent.OfJob(kind, running.Datasource.Id, running.Datasource.Name, running.Job.Id, problem, running.Job.CorrelationId);
}
