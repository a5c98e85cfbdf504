using SyncAdmin.Core.Collections;

namespace SyncAdmin.App.Collections;

/// <summary>A collection of the store that is not SyncAdmin's.</summary>
/// <param name="Name">What the store calls it.</param>
/// <param name="Spec">How the store says that it is made.</param>
/// <param name="TotalPoints">Points now.</param>
/// <param name="Status">green, yellow, grey or red.</param>
/// <param name="Adoptable">Whether it can be adopted.</param>
/// <param name="Reason">Why not, half a sentence behind its name; null when it can.</param>
internal sealed record AdoptableAnswer(string Name, CollectionSpecView Spec, long TotalPoints, string Status, bool Adoptable, string? Reason)
{
    internal static AdoptableAnswer Of(AdoptableCollection found) =>
        new(found.Name, CollectionSpecView.Of(found.Spec), found.TotalPoints, found.Status, found.Reason is null, found.Reason);
}
