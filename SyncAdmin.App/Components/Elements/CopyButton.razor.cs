using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Copies a key, a code or a piece of JSON; works in <c>js/page.js</c>, without a round trip.</summary>
public sealed partial class CopyButton : ComponentBase
{
    /// <summary>What is copied.</summary>
    [Parameter]
    [EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>What the button says to a screen reader; null: "Copy".</summary>
    [Parameter]
    public string? Label { get; set; }

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;
}
