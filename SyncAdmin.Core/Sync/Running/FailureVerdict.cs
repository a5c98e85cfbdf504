using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Budget;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>What a failure means for the job: wait and go on by itself, or fail.</summary>
/// <param name="Problem">For people.</param>
/// <param name="WaitReason">What it waits for, see <see cref="SyncJob.WaitReason"/>; null: it fails.</param>
/// <param name="RetryAfter">When the other side said how long; null: our own back-off.</param>
internal sealed record FailureVerdict(Problem Problem, string? WaitReason = null, TimeSpan? RetryAfter = null)
{
    internal const string SourceReason = "source";
    internal const string DecisionReason = "decision";

    /// <summary>It does not go on by itself after a while.</summary>
    internal bool ForPerson { get; private init; }

    internal static FailureVerdict Of(Exception exception, DateTimeOffset now)
    {
        var stage = (exception as StageException)?.Stage;
        var cause = exception is StageException staged ? staged.InnerException! : exception;
        if (FullDisk.IsBehind(cause))
        {
            return new FailureVerdict(new Problem(ErrorCatalog.SyncDiskFull, "There was no room to write."), "disk");
        }

        return cause switch
        {
            EmbeddingException { Failure: EmbeddingFailure.Quota } quota => new FailureVerdict(quota.Problem, "quota", Until(quota, now)),
            EmbeddingException { Failure: EmbeddingFailure.Unreachable } away => new FailureVerdict(away.Problem, "provider", Until(away, now)),
            EmbeddingException refused => new FailureVerdict(refused.Problem),
            ProblemException { Problem: var problem } when problem.Error == ErrorCatalog.SyncDecisionNeeded => new FailureVerdict(problem, DecisionReason) { ForPerson = true },
            ProblemException { Problem: var problem } when problem.Error == ErrorCatalog.SyncBudgetReached => new FailureVerdict(problem, BudgetWait.Reason) { ForPerson = true },
            ProblemException { Problem: var problem } when IsFull(problem) => new FailureVerdict(problem, "disk"),
            ProblemException { Problem: var problem } when problem.Error.Kind == ProblemKind.Unavailable => new FailureVerdict(problem, ReasonOf(stage), Asked(cause)),
            ProblemException { Problem: var problem } => new FailureVerdict(problem),
            // Reads of the state come with the driver's own exception.
            _ when StateFailure.ProblemOf(cause) is { Error.Kind: ProblemKind.Unavailable } away => new FailureVerdict(away, "state"),
            _ => new FailureVerdict(new Problem(ErrorCatalog.SyncUnexpected, $"{cause.GetType().Name}: {cause.Message}")),
        };
    }

    /// <summary>Until when the provider said; a moment that has passed by now says nothing.</summary>
    private static TimeSpan? Until(EmbeddingException exception, DateTimeOffset now) =>
        exception.RetryAfter is { } at && at > now ? at - now : null;

    /// <summary>How long the other side asked to wait: said by the exception, or by the failed call behind it.</summary>
    private static TimeSpan? Asked(Exception exception) => (exception as IFailedCall ?? exception.InnerException as IFailedCall)?.RetryAfter;

    /// <summary>Qdrant's 507 is its quota of memory or disk: room, too, that somebody has to make.</summary>
    private static bool IsFull(Problem problem) =>
        problem.Error == ErrorCatalog.StateDiskFull || problem.Error == ErrorCatalog.VectorDiskFull || problem.Error == ErrorCatalog.QdrantFull;

    private static string ReasonOf(PipelineStage? stage) => stage switch
    {
        PipelineStage.Source => SourceReason,
        PipelineStage.Provider => "provider",
        PipelineStage.Store => "store",
        _ => "state",
    };
}
