using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Search;

namespace SyncAdmin.App.Components.Search;

/// <summary>Brands, categories and the like among the results, each a link to the same search with that one only.</summary>
public sealed partial class FacetBar : ComponentBase
{
    private IReadOnlyList<IGrouping<string, Facet>> _facets = [];

    /// <summary>What was found.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<SearchResult> Results { get; set; } = [];

    /// <summary>Fields that are filtered by already.</summary>
    [Parameter]
    public IReadOnlyList<string> Filtered { get; set; } = [];

    /// <summary>Address of the same search over records with this field and value only.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, string, string> Address { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SearchTexts> L { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _facets = Facet.Of([.. Results.Select(result => PayloadSummary.Of(result.Payload, result.Code))], Filtered);
}
