using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.App.Components.Search;

/// <summary>Shows a photo and what becomes of it. The picture itself and the percentage of its journey are put in by <c>js/photo.js</c>, so both elements are always there.</summary>
public sealed partial class PhotoPanel : ComponentBase
{
    /// <summary>Where it is.</summary>
    [Parameter]
    [EditorRequired]
    public PhotoStage Stage { get; set; }

    /// <summary>What was understood.</summary>
    [Parameter]
    public PhotoReading? Reading { get; set; }

    /// <summary>Why it failed.</summary>
    [Parameter]
    public Problem? Problem { get; set; }

    [Inject]
    private IStringLocalizer<SearchTexts> L { get; set; } = null!;

    private string Status => Stage switch
    {
        PhotoStage.Preparing => L["PhotoPreparing"],
        PhotoStage.Sending => L["PhotoSending"],
        PhotoStage.Reading => L["PhotoReading"],
        PhotoStage.Read => string.IsNullOrWhiteSpace(Reading?.Text) ? L["PhotoNothing"] : L["PhotoUnderstood"],
        PhotoStage.Failed => L["PhotoFailed"],
        _ => "",
    };
}
