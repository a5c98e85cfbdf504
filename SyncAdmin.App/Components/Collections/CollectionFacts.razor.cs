using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;

namespace SyncAdmin.App.Components.Collections;

/// <summary>What a collection is: its shape, model, sources, aliases and indexes.</summary>
public sealed partial class CollectionFacts : ComponentBase
{
    /// <summary>The collection.</summary>
    [Parameter]
    [EditorRequired]
    public CollectionView Collection { get; set; } = null!;

    /// <summary>What the store says of it; null when it does not answer.</summary>
    [Parameter]
    [EditorRequired]
    public CollectionInfo? Info { get; set; }

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    private string Options => string.Join(", ", OptionWords());

    private IEnumerable<string> OptionWords()
    {
        var spec = Collection.Spec;
        if (spec.HnswM is { } m)
        {
            yield return $"{L["HnswM"]} {Figures.Count(m)}";
        }

        if (spec.HnswEfConstruct is { } ef)
        {
            yield return $"{L["HnswEf"]} {Figures.Count(ef)}";
        }

        if (spec.OnDisk == true)
        {
            yield return L["OnDisk"];
        }

        if (spec.HnswOnDisk == true)
        {
            yield return L["GraphOnDisk"];
        }

        if (spec.OnDiskPayload == true)
        {
            yield return L["PayloadOnDisk"];
        }

        if (spec.Quantization is { } quantization)
        {
            yield return $"{L["Quantization"]}: {L["Quantization" + quantization.Kind]}" + (quantization.Quantile is { } quantile ? " " + quantile.ToString("0.##", CultureInfo.CurrentCulture) : "");
        }
    }
}
