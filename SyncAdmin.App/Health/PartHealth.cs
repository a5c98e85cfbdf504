using SyncAdmin.App.Errors;

namespace SyncAdmin.App.Health;

/// <summary>How one part of the application is.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> (only the queue) or <c>unhealthy</c>.</param>
/// <param name="Description">What it is: provider, version, model.</param>
/// <param name="LatencyMilliseconds">How long the question took; null when there was no answer.</param>
/// <param name="Problem">What is wrong and what to do; null when nothing is.</param>
internal sealed record PartHealth(HealthWord Status, string? Description, double? LatencyMilliseconds, ProblemView? Problem)
{
    /// <summary>Of the embedding model: what its provider offers, what was used, the cache. Null for other parts, and where the model is built in.</summary>
    public EmbeddingDetails? Embeddings { get; init; }

    /// <summary>Of the queues: figures, and what asks for attention. Null for other parts.</summary>
    public IReadOnlyList<QueueDetails>? Queues { get; init; }
}
