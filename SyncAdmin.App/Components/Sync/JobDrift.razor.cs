using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Sync.Drift;

namespace SyncAdmin.App.Components.Sync;

/// <summary>How the columns of a source differ from those of the last run.</summary>
public sealed partial class JobDrift : ComponentBase
{
    /// <summary>The difference.</summary>
    [Parameter]
    [EditorRequired]
    public SchemaDiff Drift { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;
}
