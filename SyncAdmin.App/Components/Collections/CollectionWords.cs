using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;

namespace SyncAdmin.App.Components.Collections;

/// <summary>What several parts of the pages say of a collection in the same words.</summary>
internal static class CollectionWords
{
    /// <summary>The collection's own page.</summary>
    internal static string Address(string name) => $"/collections/{Uri.EscapeDataString(name)}";

    /// <summary>The live count; while the store does not answer, the last one and that it is old.</summary>
    internal static string Points(this IStringLocalizer<CollectionTexts> texts, CollectionView collection) => collection switch
    {
        { TotalPoints: { } points } => Figures.Count(points),
        { LastCount: { } last } => texts["PointsBefore", Figures.Count(last.Points)],
        _ => texts["PointsUnknown"],
    };

    /// <summary>The model, or that it is not known.</summary>
    internal static string Model(this IStringLocalizer<CollectionTexts> texts, CollectionView collection) => collection.Embedding is { } model
        ? texts["Model", model.Provider, model.Model, Figures.Count(model.Dimensions)]
        : texts[collection.Adopted ? "ModelUnknown" : "ModelNone", Figures.Count(collection.Spec.VectorSize)];
}
