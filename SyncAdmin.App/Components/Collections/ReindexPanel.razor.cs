using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Radzen;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Components.Sync;
using SyncAdmin.App.Hosting;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Reindexing;

namespace SyncAdmin.App.Components.Collections;

/// <summary>The newest re-index of a collection, moving while it is open, and what can be done about it.</summary>
public sealed partial class ReindexPanel : LiveComponent
{
    private const int LatestJobs = 5;

    /// <summary>The rollback notes the database's time, its syncs the process's.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    private string? _name;
    private Problem? _problem;
    private bool _busy;
    private bool _reading;
    private bool _readAgain;

    /// <summary>Of which.</summary>
    [Parameter]
    [EditorRequired]
    public CollectionView Collection { get; set; } = null!;

    /// <summary>The name stands for another physical collection by now.</summary>
    [Parameter]
    public EventCallback Moved { get; set; }

    /// <summary>What is shown; kept from the prerendered page, so that it does not flicker when the circuit starts. Null: it was never re-indexed.</summary>
    [PersistentState]
    public ReindexView? Reindex { get; set; }

    /// <summary>Its jobs, and those that follow it; null while nothing was read.</summary>
    [PersistentState]
    public IReadOnlyList<SyncJobView>? Jobs { get; set; }

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private IStringLocalizer<CollectionTexts> L { get; set; } = null!;

    [Inject]
    private ReindexService Reindexes { get; set; } = null!;

    [Inject]
    private SyncService Syncs { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsOpen => Reindex is { Status: ReindexStatus.Building or ReindexStatus.Verifying or ReindexStatus.Switching };

    /// <summary>Jobs on which nothing goes on before a person has decided.</summary>
    private IEnumerable<SyncJobView> Deciding => IsOpen ? (Jobs ?? []).Where(static job => job is { Status: SyncJobStatus.Pending, WaitReason: "decision" }) : [];

    /// <summary>Some job has failed, was cancelled or waits for something but a decision; or all have ended, and the last of them did not know that it was the last.</summary>
    private bool CanGoOn => IsOpen && Jobs is { Count: > 0 }
        && (Jobs.Any(static job => job is { Status: SyncJobStatus.Failed or SyncJobStatus.Cancelled } or { Status: SyncJobStatus.Pending, WaitReason: not null and not "decision" })
            || Jobs.All(static job => job.Status == SyncJobStatus.Completed));

    private string StateWord => Reindex is { RolledBackAt: not null } ? "RolledBack" : Reindex!.Status.ToString();

    private string StateClass => Reindex!.Status switch
    {
        ReindexStatus.Done => "state-completed",
        ReindexStatus.Abandoned => "state-cancelled",
        _ when CanGoOn || Deciding.Any() => "state-waiting",
        _ => "state-running",
    };

    private string StateIcon => Reindex!.Status switch
    {
        ReindexStatus.Done => "check",
        ReindexStatus.Abandoned => "stop",
        _ when CanGoOn || Deciding.Any() => "pause",
        _ => "sync",
    };

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (string.Equals(_name, Collection.Name, StringComparison.Ordinal))
        {
            return;
        }

        if (_name is not null)
        {
            (Reindex, Jobs, _problem) = (null, null, null);
        }

        _name = Collection.Name;
        // Subscribed before read: an update between the two is then never lost.
        Watch(null);
        await ReadAsync();
    }

    /// <inheritdoc/>
    protected override bool Take(SyncJobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var isShown = Jobs?.Any(row => row.Id == job.Id) == true;
        if (!isShown && !(Feeds(job) && (job.Type == SyncJobType.Reindex || IsFollowUp(job))))
        {
            return false;
        }

        _ = ReadAndDrawAsync();
        if (!isShown || !job.IsOpen())
        {
            // What its end means for the re-index is read first.
            return false;
        }

        Jobs = [.. Jobs!.Select(row => row.Id == job.Id ? job with { LogTail = [] } : row)];
        return true;
    }

    private bool Feeds(SyncJobView job) => Collection.Datasources.Any(source => source.Id == job.DatasourceId);

    /// <summary>The verification after the switch, or the full sync after a rollback.</summary>
    private bool IsFollowUp(SyncJobView job) => Reindex switch
    {
        { RolledBackAt: { } at } => job.Type == SyncJobType.Full && job.CreatedAt >= at - ClockSlack,
        { Status: ReindexStatus.Done } => job.Type == SyncJobType.Verify && (Jobs ?? []).Any(row => row.Type == SyncJobType.Reindex && string.Equals(row.CorrelationId, job.CorrelationId, StringComparison.Ordinal)),
        _ => false,
    };

    /// <summary>One reading at a time; what comes meanwhile is read once more after it.</summary>
    private async Task ReadAndDrawAsync()
    {
        if (_reading)
        {
            _readAgain = true;
            return;
        }

        try
        {
            _reading = true;
            do
            {
                _readAgain = false;
                await ReadAsync();
            }
            while (_readAgain);
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left while it read.
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task ReadAsync()
    {
        var before = Reindex;
        var found = await Reindexes.GetAsync(Collection.Name, Left);
        if (found.Problem?.Error == ErrorCatalog.CollectionNotFound)
        {
            if (before is not null && !string.Equals(before.NameAfter, Collection.Name, StringComparison.Ordinal))
            {
                // Switched: it has the name that it was given instead.
                Navigation.NavigateTo(CollectionWords.Address(before.NameAfter));
            }

            _problem = found.Problem;
            return;
        }

        var jobs = new List<SyncJobView>();
        foreach (var feeder in found.Value?.Feeders ?? [])
        {
            if ((await Syncs.GetAsync(feeder.JobId, Left)).Value is { } job)
            {
                jobs.Add(job with { LogTail = [] });
            }
        }

        (Reindex, Jobs) = (found.Value, jobs);
        if (!IsOpen && found.Value is { SwitchedAt: not null } switched)
        {
            Jobs = [.. jobs, .. await FollowUpsAsync(switched)];
        }

        if (before is not null && before.Id == Reindex?.Id && (before.SwitchedAt, before.RollBackTo) != (Reindex.SwitchedAt, Reindex.RollBackTo))
        {
            await Moved.InvokeAsync();
        }
    }

    private async Task<IReadOnlyList<SyncJobView>> FollowUpsAsync(ReindexView reindex)
    {
        var type = reindex.RolledBackAt is null ? SyncJobType.Verify : SyncJobType.Full;
        var found = new List<SyncJobView>();
        foreach (var feeder in reindex.Feeders)
        {
            var newest = await Syncs.ListAsync(new SyncJobFilter(feeder.DatasourceId, Type: type), 1, LatestJobs, Left);
            if (newest.Items.LastOrDefault(IsFollowUp) is { } job)
            {
                found.Add(job with { LogTail = [] });
            }
        }

        return found;
    }

    private async Task StartAsync()
    {
        if (await ReindexDialog.OpenAsync(Dialogs, L["ReindexStartTitle", Collection.Name], Collection) is not null)
        {
            _problem = null;
            await ReadAsync();
        }
    }

    private Task GoOnAsync() => DoAsync(actor => Reindexes.StartAsync(Collection.Name, new ReindexRequest(), actor, Correlation.Next(), CancellationToken.None));

    private async Task AbandonAsync()
    {
        if (await ConfirmDialog.AskAsync(Dialogs, L["ReindexAbandonTitle"], L["ReindexAbandonExplains", Reindex!.To, Reindex.From], L["ReindexAbandonYes"], destroys: true))
        {
            await DoAsync(actor => Reindexes.AbandonAsync(Collection.Name, actor, Correlation.Next(), CancellationToken.None));
        }
    }

    private async Task RollBackAsync()
    {
        if (await ConfirmDialog.AskAsync(Dialogs, L["ReindexRollBackTitle"], L["ReindexRollBackExplains", Collection.Name, Reindex!.RollBackTo!], L["ReindexRollBackYes"], destroys: true))
        {
            await DoAsync(actor => Reindexes.RollbackAsync(Collection.Name, actor, Correlation.Next(), CancellationToken.None));
        }
    }

    /// <remarks>Asked again here, since a page can stay open for longer than its reader keeps the role.</remarks>
    private async Task DoAsync(Func<Actor, Task<Outcome<ReindexView>>> act)
    {
        if (await Reader.WithAsync(Permission.Configure) is not { } actor)
        {
            return;
        }

        _busy = true;
        try
        {
            var outcome = await act(actor);
            _problem = outcome.Problem;
            if (outcome.Value is { } view && !string.Equals(view.Collection, Collection.Name, StringComparison.Ordinal))
            {
                Navigation.NavigateTo(CollectionWords.Address(view.Collection));
                return;
            }

            await ReadAsync();
        }
        catch (ProblemException exception)
        {
            _problem = exception.Problem;
        }
        finally
        {
            _busy = false;
        }
    }
}
