using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Elements;

/// <summary>An error as a reader needs it: what happened, to what, what to do next, and the code to look up.</summary>
public sealed partial class ProblemPanel : ComponentBase
{
    /// <summary>What happened.</summary>
    [Parameter]
    [EditorRequired]
    public Problem Problem { get; set; } = null!;

    /// <summary>Ways out, below the text.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;
}
