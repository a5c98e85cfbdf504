using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors;

/// <summary>What the store says of a physical collection.</summary>
/// <param name="Name">Physical name.</param>
/// <param name="Spec">How it was made. A vector size of 0: it has named or sparse vectors, which SyncAdmin does not write.</param>
/// <param name="PointCount">Points now.</param>
/// <param name="Status"><c>green</c>, <c>yellow</c>, <c>grey</c> or <c>red</c>, as Qdrant says; the embedded store is green or red.</param>
/// <param name="PayloadIndexes">Indexed payload fields and their schema (<c>keyword</c>, <c>integer</c> …).</param>
public sealed record CollectionDescription(
    string Name,
    CollectionSpec Spec,
    long PointCount,
    string Status,
    IReadOnlyDictionary<string, string> PayloadIndexes)
{
    /// <summary>Why SyncAdmin can neither write nor search it (named, sparse or several vectors a point), in half a sentence; null when it can.</summary>
    public string? Unusable { get; init; }

    /// <summary>Why the status is red, and what to do; null when it is not, or when the store does not say.</summary>
    public Problem? Damage { get; init; }
}
