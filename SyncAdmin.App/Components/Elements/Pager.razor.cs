using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Pages of a list as links, so that a page can be shared, reloaded and gone back to. Nothing when there is one page.</summary>
public sealed partial class Pager : ComponentBase
{
    /// <summary>1 for the first page.</summary>
    [Parameter]
    [EditorRequired]
    public int Number { get; set; }

    /// <summary>Rows on a full page.</summary>
    [Parameter]
    [EditorRequired]
    public int Size { get; set; }

    /// <summary>Rows over all pages.</summary>
    [Parameter]
    [EditorRequired]
    public long Total { get; set; }

    /// <summary>Which part of the query string holds the page.</summary>
    [Parameter]
    public string Parameter { get; set; } = "page";

    /// <summary>What is paged, for screen readers.</summary>
    [Parameter]
    [EditorRequired]
    public string Label { get; set; } = "";

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private long Pages => Math.Max(1, (Total + Size - 1) / Size);

    private long First => Total == 0 ? 0 : ((long)(Number - 1) * Size) + 1;

    private long Last => Math.Min((long)Number * Size, Total);

    private string Address(int page) => Navigation.GetUriWithQueryParameter(Parameter, page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));
}
