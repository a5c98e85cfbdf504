using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>Sync jobs as rows; as cards on a phone.</summary>
public sealed partial class JobTable : ComponentBase
{
    /// <summary>What to show, in this order.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<SyncJobView> Jobs { get; set; } = [];

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Duration(SyncJobView job) => JobDuration.Of(job, Clock.GetUtcNow()) is { } duration ? Moments.Span(duration) : "–";
}
