using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Jobs;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>The plan that came before a job, kept in its metadata as <c>plan</c>, so that the two can be compared whatever is planned later.</summary>
internal static class JobPlan
{
    private const string Member = "plan";

    /// <summary>The estimate alone: a plan's samples are the source's own data, and large.</summary>
    internal static string Write(SyncEstimate estimate) => JsonSerializer.Serialize<SyncEstimate>(estimate, JsonSerializerOptions.Web);

    /// <summary>A new job's metadata: a full sync's with the datasource's plan, unless a full sync has completed since it was made.</summary>
    internal static async Task<string> BeginAsync(StateTransaction transaction, Guid datasourceId, SyncJobType type, CancellationToken cancellationToken)
    {
        var plan = type != SyncJobType.Full ? null : await transaction.Db.Set<SyncPlan>().AsNoTracking().SingleOrDefaultAsync(kept => kept.DatasourceId == datasourceId, cancellationToken);
        if (plan is null || await transaction.Db.Set<SyncJob>().AnyAsync(
            job => job.DatasourceId == datasourceId && job.Type == SyncJobType.Full && job.Status == SyncJobStatus.Completed && job.CompletedAt > plan.CreatedAt, cancellationToken))
        {
            return "{}";
        }

        return JobMetadata.With("{}", Member, new Kept(plan.Id, plan.CreatedAt, plan.Fingerprint, JsonSerializer.Deserialize<SyncEstimate>(plan.Estimate, JsonSerializerOptions.Web)!, Before: null));
    }

    /// <summary>A job that takes over the counters of one that was over before the plan was made: the plan is of what is left.</summary>
    internal static string TakeOver(SyncJob from, string metadata) => Read(metadata) is { } plan && from.CompletedAt < plan.MadeAt
        ? JobMetadata.With(metadata, Member, plan with { Before = Counted(from) })
        : metadata;

    /// <summary>Estimate beside actual; null when no plan came before the job.</summary>
    internal static SyncPlanComparison? Of(SyncJob job)
    {
        if (Read(job.Metadata) is not { } plan)
        {
            return null;
        }

        var (all, before) = (Counted(job), plan.Before ?? new SyncPlanActual());
        return new SyncPlanComparison
        {
            PlanId = plan.PlanId,
            MadeAt = plan.MadeAt,
            Outdated = job.PlanFingerprint?.StartsWith(plan.Fingerprint, StringComparison.Ordinal) == false,
            Estimate = plan.Estimate,
            Actual = new SyncPlanActual
            {
                Written = all.Written - before.Written,
                Embedded = all.Embedded - before.Embedded,
                Skipped = all.Skipped - before.Skipped,
                Deleted = all.Deleted - before.Deleted,
                Failed = all.Failed - before.Failed,
                Tokens = all.Tokens - before.Tokens,
                Cost = all.Cost - before.Cost,
                Minutes = Math.Round(all.Minutes - before.Minutes, 3),
            },
        };
    }

    private static SyncPlanActual Counted(SyncJob job) => new()
    {
        Written = job.SuccessfulRecords,
        Embedded = job.EmbeddedRecords,
        Skipped = job.SkippedRecords,
        Deleted = job.DeletedRecords,
        Failed = job.FailedRecords,
        Tokens = job.EmbeddingTokens,
        Cost = job.EstimatedCost,
        Minutes = job.ActiveMilliseconds / 60_000.0,
    };

    private static Kept? Read(string metadata) => JobMetadata.Read<Kept>(metadata, Member);

    private sealed record Kept(Guid PlanId, DateTimeOffset MadeAt, string Fingerprint, SyncEstimate Estimate, SyncPlanActual? Before);
}
