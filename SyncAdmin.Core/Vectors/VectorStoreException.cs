using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Outbound;

namespace SyncAdmin.Core.Vectors;

/// <summary>A call of a vector store outside this process that failed.</summary>
internal sealed class VectorStoreException : ProblemException, IFailedCall
{
    internal VectorStoreException(Problem problem, bool canRetry = false, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(problem, inner) => (CanRetry, RetryAfter) = (canRetry, retryAfter);

    /// <summary>Whether the same call may pass a moment later.</summary>
    public bool CanRetry { get; }

    /// <summary>How long the server asked us to wait; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
