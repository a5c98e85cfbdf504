using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Embeddings;

/// <summary>The one failure of <see cref="IEmbedder"/>, retries included.</summary>
public sealed class EmbeddingException : ProblemException
{
    /// <summary>Makes one.</summary>
    public EmbeddingException(Problem problem, EmbeddingFailure failure, DateTimeOffset? retryAfter = null, Exception? inner = null)
        : base(problem, inner) => (Failure, RetryAfter) = (failure, retryAfter);

    /// <summary>What it asks of the caller.</summary>
    public EmbeddingFailure Failure { get; }

    /// <summary>When the provider said that calls pass again; null: it did not say, or it is no matter of waiting.</summary>
    public DateTimeOffset? RetryAfter { get; }
}
