using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Search;

namespace SyncAdmin.App.Components.Search;

/// <summary>One search result.</summary>
public sealed partial class ResultCard : ComponentBase
{
    private PayloadSummary _summary = new(null, null, null, null, []);

    /// <summary>The result.</summary>
    [Parameter]
    [EditorRequired]
    public SearchResult Result { get; set; } = null!;

    /// <summary>Address of the same search over records with this field and value only; null: no such links.</summary>
    [Parameter]
    public Func<string, string, string>? OnlyAddress { get; set; }

    /// <summary>What is marked in it.</summary>
    [Parameter]
    public SearchTerms Terms { get; set; } = SearchTerms.None;

    [Inject]
    private IStringLocalizer<SearchTexts> L { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet() => _summary = PayloadSummary.Of(Result.Payload, Result.Code);
}
