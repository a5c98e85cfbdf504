using Microsoft.AspNetCore.Components;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Nothing to show, and what to do first.</summary>
public sealed partial class EmptyState : ComponentBase
{
    /// <summary>Name of the <see cref="Elements.Icon"/>.</summary>
    [Parameter]
    public string Icon { get; set; } = "box";

    /// <summary>What there is none of.</summary>
    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>What to do first.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>True when this is all there is on the page, so that its title is the page's.</summary>
    [Parameter]
    public bool IsPage { get; set; }

    /// <summary>Links or buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
