using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>A page of the records that failed, each with its cause, its row and its retry.</summary>
public sealed partial class JobErrors : ComponentBase
{
    /// <summary>What a record is called that has no key: it can't be asked for.</summary>
    private const string NoKey = "(no key)";

    /// <summary>The page.</summary>
    [Parameter]
    [EditorRequired]
    public Page<SyncErrorView> Errors { get; set; } = null!;

    /// <summary>Has one of them synced again.</summary>
    [Parameter]
    public EventCallback<Guid> Retry { get; set; }

    /// <summary>A retry is under way.</summary>
    [Parameter]
    public bool Busy { get; set; }

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;
}
