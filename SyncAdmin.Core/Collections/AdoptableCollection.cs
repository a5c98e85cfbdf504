using SyncAdmin.Core.Vectors;

namespace SyncAdmin.Core.Collections;

/// <summary>A collection of the store that is not ours.</summary>
/// <param name="Name">What the store calls it.</param>
/// <param name="Spec">How the store says that it is made.</param>
/// <param name="TotalPoints">Points now.</param>
/// <param name="Status"><c>green</c>, <c>yellow</c>, <c>grey</c> or <c>red</c>.</param>
/// <param name="Reason">Why it can't be adopted, half a sentence behind its name; null when it can.</param>
public sealed record AdoptableCollection(string Name, CollectionSpec Spec, long TotalPoints, string Status, string? Reason);
