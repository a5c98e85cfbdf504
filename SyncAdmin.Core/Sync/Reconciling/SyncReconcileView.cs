namespace SyncAdmin.Core.Sync.Reconciling;

/// <summary>What reconciling a job found and did.</summary>
/// <param name="Found">How it compares with what really runs.</param>
/// <param name="Did">What was done about it.</param>
/// <param name="Message">Both in a sentence.</param>
/// <param name="LeaseOwner">The process that holds the datasource's lease, or held it last; null: nobody.</param>
/// <param name="LeaseExpiresAt">Until when that lease lasts, unless it is renewed.</param>
/// <param name="Job">The job, as it is now.</param>
public sealed record SyncReconcileView(
    ReconcileFinding Found, ReconcileAction Did, string Message, string? LeaseOwner, DateTimeOffset? LeaseExpiresAt, SyncJobView Job);
