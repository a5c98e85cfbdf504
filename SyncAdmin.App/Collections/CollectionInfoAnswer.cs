using SyncAdmin.App.Errors;
using SyncAdmin.Core.Collections;

namespace SyncAdmin.App.Collections;

/// <summary>What the store says of a collection, as the API answers it.</summary>
/// <param name="Name">What everybody calls it.</param>
/// <param name="PhysicalName">What the store calls it.</param>
/// <param name="Adopted">Found in the store, not made by SyncAdmin.</param>
/// <param name="Spec">How the store says that it is made.</param>
/// <param name="PointCount">Points now.</param>
/// <param name="Status">green, yellow, grey or red.</param>
/// <param name="PayloadIndexes">Indexed payload fields and their schema.</param>
/// <param name="Aliases">Further names of it.</param>
/// <param name="Datasources">What feeds it.</param>
/// <param name="Damage">Why the status is red.</param>
internal sealed record CollectionInfoAnswer(
    string Name,
    string PhysicalName,
    bool Adopted,
    CollectionSpecView Spec,
    long PointCount,
    string Status,
    IReadOnlyDictionary<string, string> PayloadIndexes,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<CollectionFeeder> Datasources,
    ProblemView? Damage)
{
    internal static CollectionInfoAnswer Of(CollectionInfo info) => new(
        info.Name,
        info.PhysicalName,
        info.Adopted,
        CollectionSpecView.Of(info.Spec),
        info.PointCount,
        info.Status,
        info.PayloadIndexes,
        info.Aliases,
        info.Datasources,
        ProblemView.Of(info.Damage));
}
