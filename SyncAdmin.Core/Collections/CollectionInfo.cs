using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>What the store says of a collection, and what hangs on it.</summary>
/// <param name="Name">What everybody calls it.</param>
/// <param name="PhysicalName">What the store calls it.</param>
/// <param name="Adopted">Found in the store, not made by us.</param>
/// <param name="Spec">How the store says that it is made.</param>
/// <param name="PointCount">Points now.</param>
/// <param name="Status"><c>green</c>, <c>yellow</c>, <c>grey</c> or <c>red</c>.</param>
/// <param name="PayloadIndexes">Indexed payload fields and their schema.</param>
/// <param name="Aliases">Further names that the store knows it by, its own name left out.</param>
/// <param name="Datasources">What feeds it.</param>
/// <param name="Damage">Why the status is red; null when it is not, or when the store does not say.</param>
public sealed record CollectionInfo(
    string Name,
    string PhysicalName,
    bool Adopted,
    CollectionSpec Spec,
    long PointCount,
    string Status,
    IReadOnlyDictionary<string, string> PayloadIndexes,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<CollectionFeeder> Datasources,
    Problem? Damage);
