using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Errors;

/// <summary>What a reader sees instead of a page that threw.</summary>
public sealed partial class PageFailed : ComponentBase
{
    /// <summary>The id under which the log has the failure.</summary>
    [Parameter]
    [EditorRequired]
    public string CorrelationId { get; set; } = "";

    [Inject]
    private IStringLocalizer<LayoutTexts> L { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;
}
