using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>The bar of a job; without an end where the total is unknown, and none for a job that has not begun.</summary>
public sealed partial class JobProgress : ComponentBase
{
    /// <summary>The job.</summary>
    [Parameter]
    [EditorRequired]
    public SyncJobView Job { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;
}
