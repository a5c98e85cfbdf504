using Microsoft.AspNetCore.Components;
using Radzen;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Sweeping;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What can be done with a job now. Each act is asked back with what it will do, and answers with the job or with what went wrong.</summary>
public sealed partial class JobActions : JobPart
{
    private bool _busy;
    private Problem? _problem;
    private RestoreView? _restored;

    /// <summary>The job as an act left it.</summary>
    [Parameter]
    public EventCallback<SyncJobView> Changed { get; set; }

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private SyncService Syncs { get; set; } = null!;

    [Inject]
    private SyncDecisions Decisions { get; set; } = null!;

    [Inject]
    private SyncRestores Restores { get; set; } = null!;

    [Inject]
    private JobConsents Consents { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>What the reader has to decide; null: nothing.</summary>
    private SweepDecision? Asked => Job is { Status: SyncJobStatus.Pending, WaitReason: "decision" } ? Job.Decision : null;

    /// <summary>It removes nothing: what is gone from the source would only not be in the new collection.</summary>
    private bool OfReindex => Job.Type == SyncJobType.Reindex;

    private async Task AcceptAsync()
    {
        var asked = Asked!;
        var text = L[OfReindex ? "AcceptGoneExplains" : "AcceptDeletesExplains", Figures.Count(asked.Deletes), Figures.Count(asked.Of), string.Join(", ", asked.Examples)];
        var yes = L[OfReindex ? "AcceptGone" : "AcceptDeletes", Figures.Count(asked.Deletes)];
        if (await ConfirmDialog.AskAsync(Dialogs, L[OfReindex ? "AcceptGoneTitle" : "AcceptDeletesTitle"], text, yes, destroys: true))
        {
            await DoAsync(actor => Decisions.DecideAsync(Job.Id, accept: true, actor, CancellationToken.None));
        }
    }

    /// <remarks>Not asked back: nothing is lost, and the next full sync, or the re-index when it goes on, asks again.</remarks>
    private async Task RejectAsync() => await DoAsync(actor => Decisions.DecideAsync(Job.Id, accept: false, actor, CancellationToken.None));

    private async Task RestoreAsync()
    {
        if (!await ConfirmDialog.AskAsync(Dialogs, L["RestoreTitle"], L["RestoreExplains", Figures.Count(Job.DeletedRecords)], L["Restore"], destroys: false)
            || await Reader.WithAsync(Permission.Run) is not { } actor)
        {
            return;
        }

        _busy = true;
        var outcome = await Restores.RestoreAsync(Job.Id, actor, Correlation.Next(), CancellationToken.None);
        _busy = false;
        (_restored, _problem) = (outcome.Value, outcome.Problem);
    }

    private async Task CancelAsync()
    {
        var text = L[OfReindex ? "CancelReindexExplains" : "CancelExplains", Figures.Count(Job.ProcessedRecords)];
        if (await ConfirmDialog.AskAsync(Dialogs, L["CancelTitle"], text, L["CancelYes"], destroys: true))
        {
            await DoAsync(actor => Syncs.CancelAsync(Job.Id, actor, CancellationToken.None));
        }
    }

    private async Task ResumeAsync()
    {
        var text = L["ResumeExplains", Figures.Count(Job.ProcessedRecords)];
        if (await ConfirmDialog.AskAsync(Dialogs, L["ResumeTitle"], text, L["Resume"], destroys: false))
        {
            await DoAsync(actor => Syncs.ResumeAsync(Job.Id, actor, CancellationToken.None));
        }
    }

    /// <remarks>Asked back where it spends money; else the job would go on by itself anyway, only later.</remarks>
    private async Task ResumeNowAsync()
    {
        if (Job.WaitReason != "budget" || await ConfirmDialog.AskAsync(Dialogs, L["SpendTitle"], L["SpendExplains", Figures.Money(Job.EstimatedCost)], L["ResumeNow"], destroys: false))
        {
            await DoAsync(actor => Syncs.ResumeAsync(Job.Id, actor, CancellationToken.None));
        }
    }

    private async Task AcceptColumnsAsync()
    {
        if (await ConfirmDialog.AskAsync(Dialogs, L["AcceptColumns"], L["AcceptColumnsExplains"], L["AcceptColumns"], destroys: false))
        {
            await DoAsync(async actor => await Consents.DecideAsync(Job.Id, accept: true, actor, CancellationToken.None) ?? await Syncs.GetAsync(Job.Id, CancellationToken.None));
        }
    }

    private async Task StartAgainAsync()
    {
        if (!await ConfirmDialog.AskAsync(Dialogs, L["StartFull"], L["StartFullExplains"], L["StartNow"], destroys: false))
        {
            return;
        }

        var started = await DoAsync(actor => Syncs.StartFullAsync(Job.DatasourceId, actor, Correlation.Next(), CancellationToken.None));
        if (started is not null && started.Id != Job.Id)
        {
            Navigation.NavigateTo($"/syncs/{started.Id}");
        }
    }

    /// <remarks>
    /// Asked again here, since a page can stay open for longer than its reader keeps the role. No token: what a reader has confirmed is done, also
    /// when they leave the page meanwhile.
    /// </remarks>
    private async Task<SyncJobView?> DoAsync(Func<Actor, Task<Outcome<SyncJobView>>> act)
    {
        if (await Reader.WithAsync(Permission.Run) is not { } actor)
        {
            return null;
        }

        _busy = true;
        var outcome = await act(actor);
        _busy = false;
        _problem = outcome.Problem;
        if (outcome.Succeeded && outcome.Value.Id == Job.Id)
        {
            await Changed.InvokeAsync(outcome.Value);
        }

        return outcome.Value;
    }
}
