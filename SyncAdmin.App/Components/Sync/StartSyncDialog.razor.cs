using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using Radzen.Blazor;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Hosting;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;

namespace SyncAdmin.App.Components.Sync;

/// <summary>Asks which datasource and what to do with it, says what that does and costs, and starts it.</summary>
public sealed partial class StartSyncDialog : FocusedDialog, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private Guid _chosen;
    private SyncJobType _type = SyncJobType.Full;
    private Problem? _problem;
    private bool _busy;
    private bool _planning;
    private SyncPlanView? _plan;
    private ElementReference _sources;
    private RadzenButton _close = null!;

    /// <summary>What can be chosen.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<DatasourceView> Sources { get; set; } = [];

    /// <inheritdoc/>
    protected override ElementReference First => Sources.Count > 0 ? _sources : _close.Element;

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private SyncService Syncs { get; set; } = null!;

    [Inject]
    private PlanService Plans { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    private DatasourceView? Source => Sources.FirstOrDefault(source => source.Id == _chosen);

    /// <summary>An incremental sync needs a column that says what has changed.</summary>
    private SyncJobType[] Types =>
        Source?.ChangeField is null ? [SyncJobType.Full, SyncJobType.Verify] : [SyncJobType.Full, SyncJobType.Incremental, SyncJobType.Verify];

    private string Explains => _type switch
    {
        SyncJobType.Incremental => L["StartIncrementalExplains", Source?.ChangeField ?? ""],
        SyncJobType.Verify => L["StartVerifyExplains"],
        _ => L["StartFullExplains"],
    };

    private object? RunningJob => _problem?.Extensions.GetValueOrDefault("jobId");

    /// <summary>The id of the job that was started; null when none was.</summary>
    public static async Task<Guid?> OpenAsync(DialogService dialogs, string title, IReadOnlyList<DatasourceView> sources)
    {
        ArgumentNullException.ThrowIfNull(dialogs);
        return (Guid?)await dialogs.OpenAsync<StartSyncDialog>(
            title,
            new(StringComparer.Ordinal) { [nameof(Sources)] = sources },
            Options(640));
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _chosen = Sources.Count > 0 ? Sources[0].Id : Guid.Empty;

    /// <inheritdoc/>
    public void Dispose()
    {
        // Who closes the dialog wants no plan any more.
        _closed.Cancel();
        _closed.Dispose();
    }

    private void ForgetPlan()
    {
        (_plan, _problem) = (null, null);
        _type = Types.Contains(_type) ? _type : SyncJobType.Full;
    }

    private async Task PlanAsync()
    {
        if (await Reader.WithAsync(Permission.Run) is not { } actor)
        {
            return;
        }

        _planning = true;
        try
        {
            var outcome = await Plans.PlanAsync(_chosen, actor, Correlation.Next(), _closed.Token);
            (_plan, _problem, _planning) = (outcome.Value, outcome.Problem, false);
        }
        catch (OperationCanceledException)
        {
            // The dialog was closed.
        }
    }

    private async Task StartAsync()
    {
        if (await Reader.WithAsync(Permission.Run) is not { } actor)
        {
            return;
        }

        _busy = true;
        var outcome = await (_type switch
        {
            SyncJobType.Incremental => Syncs.StartIncrementalAsync(_chosen, actor, Correlation.Next(), CancellationToken.None),
            SyncJobType.Verify => Syncs.StartVerifyAsync(_chosen, actor, Correlation.Next(), CancellationToken.None),
            _ => Syncs.StartFullAsync(_chosen, actor, Correlation.Next(), CancellationToken.None),
        });
        _busy = false;
        if (outcome.Succeeded)
        {
            Dialogs.Close(outcome.Value.Id);
        }

        _problem = outcome.Problem;
    }
}
