using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Models;

/// <summary>A call of a model that failed.</summary>
public sealed class ModelCallException : ProblemException, IFailedCall
{
    /// <summary>Makes one.</summary>
    public ModelCallException(Problem problem, ModelFailure failure, bool canRetry = false, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(problem, inner) => (Failure, CanRetry, RetryAfter) = (failure, canRetry, retryAfter);

    /// <summary>Whose fault it is.</summary>
    public ModelFailure Failure { get; }

    /// <summary>Whether the same call may pass a moment later.</summary>
    public bool CanRetry { get; }

    /// <summary>How long the server asked us to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
