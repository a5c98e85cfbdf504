using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>The last log lines of a job, newest last.</summary>
public sealed partial class JobLog : ComponentBase
{
    /// <summary>The job.</summary>
    [Parameter]
    [EditorRequired]
    public SyncJobView Job { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;
}
