using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Grey lines where rows will be.</summary>
public sealed partial class Loading : ComponentBase
{
    /// <summary>How many.</summary>
    [Parameter]
    public int Lines { get; set; } = 5;

    [Inject]
    private IStringLocalizer<ElementTexts> L { get; set; } = null!;
}
