using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;

namespace SyncAdmin.App.Components.Collections;

/// <summary>What the store says of a collection, as word, icon and colour.</summary>
public sealed partial class CollectionStatus : ComponentBase
{
    /// <summary><c>green</c>, <c>yellow</c>, <c>grey</c> or <c>red</c>; null: the store does not say.</summary>
    [Parameter]
    [EditorRequired]
    public string? Status { get; set; }

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    private string Key => Status switch
    {
        "green" => "StatusGreen",
        "yellow" => "StatusYellow",
        "grey" => "StatusGrey",
        "red" => "StatusRed",
        _ => "StatusUnknown",
    };

    private string Class => Status switch
    {
        "green" => "state-completed",
        "yellow" => "state-waiting",
        "red" => "state-failed",
        _ => "state-pending",
    };

    private string Symbol => Status switch
    {
        "green" => "check",
        "yellow" => "clock",
        "red" => "warning",
        _ => "info",
    };
}
