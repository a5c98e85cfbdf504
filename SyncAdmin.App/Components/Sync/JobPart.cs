using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>A part of a page that shows one job.</summary>
public abstract class JobPart : ComponentBase
{
    /// <summary>The job.</summary>
    [Parameter]
    [EditorRequired]
    public SyncJobView Job { get; set; } = null!;

    /// <summary>The words of syncs.</summary>
    [Inject]
    protected IStringLocalizer<SyncTexts> L { get; set; } = null!;
}
