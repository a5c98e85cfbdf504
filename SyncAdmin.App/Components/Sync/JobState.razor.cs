using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>A job's state as word, icon and colour.</summary>
public sealed partial class JobState : ComponentBase
{
    /// <summary>The job.</summary>
    [Parameter]
    [EditorRequired]
    public SyncJobView Job { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    private string State => JobWords.StateOf(Job);

    private static string IconOf(string state) => state switch
    {
        "Running" => "sync",
        "Completed" => "check",
        "Failed" => "warning",
        "Cancelled" or "Stopping" => "stop",
        "Waiting" => "pause",
        _ => "clock",
    };
}
