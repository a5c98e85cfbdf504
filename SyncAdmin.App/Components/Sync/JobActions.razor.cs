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
    private const int FewExamples = 5;

    private bool _busy;
    private Problem? _problem;
    private RestoreView? _restored;
    private long _kept;
    private (Guid, SyncJobStatus, long) _keptOf;

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

    private bool IsVerification => Job.Type == SyncJobType.Verify;

    /// <summary>Nothing is left to do with it but to sync again.</summary>
    private bool IsDone => Job.Status == SyncJobStatus.Completed && !IsVerification;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // A page that moves sets its parameters four times a second: asked only where the answer may be another.
        if (_keptOf != (Job.Id, Job.Status, Job.DeletedRecords))
        {
            _keptOf = (Job.Id, Job.Status, Job.DeletedRecords);
            _kept = Job.IsOpen() || Job.DeletedRecords == 0 ? 0 : await Restores.KeptAsync(Job.Id, CancellationToken.None);
        }
    }

    /// <summary>A re-index deletes nothing: it leaves behind.</summary>
    private string AcceptWord(string part) => $"AcceptDeletes{part}{(Job.Type == SyncJobType.Reindex ? "Reindex" : "")}";

    private async Task AcceptAsync()
    {
        var asked = Asked!;
        var text = L[AcceptWord("Explains"), Figures.Count(asked.Deletes), Figures.Count(asked.Of), string.Join(", ", asked.Examples.Take(FewExamples))];
        if (await ConfirmDialog.AskAsync(Dialogs, L[AcceptWord("Title")], text, L[AcceptWord(""), Figures.Count(asked.Deletes)], destroys: true))
        {
            await DoAsync(actor => Decisions.DecideAsync(Job.Id, accept: true, actor, CancellationToken.None));
        }
    }

    /// <remarks>Not asked back: nothing is lost, and the next full sync asks again.</remarks>
    private async Task RejectAsync() => await DoAsync(actor => Decisions.DecideAsync(Job.Id, accept: false, actor, CancellationToken.None));

    private async Task RestoreAsync()
    {
        if (!await ConfirmDialog.AskAsync(Dialogs, L["RestoreTitle"], L["RestoreExplains", Figures.Count(_kept)], L["RestoreYes"], destroys: false)
            || await Reader.WithAsync(Permission.Run) is not { } actor)
        {
            return;
        }

        _busy = true;
        var outcome = await Restores.RestoreAsync(Job.Id, actor, Correlation.Next(), CancellationToken.None);
        _busy = false;
        (_restored, _problem) = (outcome.Value, outcome.Problem);
        _kept = await Restores.KeptAsync(Job.Id, CancellationToken.None);
        await Changed.InvokeAsync(Job);
    }

    private async Task CancelAsync()
    {
        var text = L[Job.Type == SyncJobType.Reindex ? "CancelReindexExplains" : "CancelExplains", Figures.Count(Job.ProcessedRecords)];
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

    private Task StartAgainAsync() =>
        StartAsync(L["StartFull"], L["StartFullExplains"], actor => Syncs.StartFullAsync(Job.DatasourceId, actor, Correlation.Next(), CancellationToken.None));

    private Task VerifyAsync() =>
        StartAsync(L["StartVerify"], L["StartVerifyExplains"], actor => Syncs.StartVerifyAsync(Job.DatasourceId, actor, Correlation.Next(), CancellationToken.None));

    private async Task StartAsync(string title, string explains, Func<Actor, Task<Outcome<SyncJobView>>> start)
    {
        if (!await ConfirmDialog.AskAsync(Dialogs, title, explains, L["StartNow"], destroys: false))
        {
            return;
        }

        var started = await DoAsync(start);
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
