using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Live;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Retrying;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Sync.Verifying;

namespace SyncAdmin.App.Components.Sync;

/// <summary>One sync job, moving while it runs. Renders from the stored truth plus updates, so reload and reconnect show the same.</summary>
public sealed partial class SyncJobPage : LiveComponent
{
    private const int ErrorsPerPage = 25;
    private const int EventsPerPage = 25;

    private Problem? _problem;
    private DatasourceView? _source;
    private ModelFingerprint? _model;
    private IReadOnlyList<SyncErrorCause> _causes = [];
    private long _errorsReadAt;
    private bool _readingErrors;
    private bool _readingReport;
    private bool _readFactsAgain;
    private (SyncJobStatus, string?, DateTimeOffset?, bool, DateTimeOffset?) _eventsReadAt;

    /// <summary>The job.</summary>
    [Parameter]
    public Guid JobId { get; set; }

    /// <summary>Page of the errors, 1 for the first.</summary>
    [SupplyParameterFromQuery(Name = "errors")]
    public int? ErrorPage { get; set; }

    /// <summary>Only errors of this cause, by its code.</summary>
    [SupplyParameterFromQuery(Name = "cause")]
    public string? Cause { get; set; }

    /// <summary>Page of the timeline, 1 for the first.</summary>
    [SupplyParameterFromQuery(Name = "timeline")]
    public int? EventPage { get; set; }

    /// <summary>What is shown; kept from the prerendered page, so that it does not flicker when the circuit starts.</summary>
    [PersistentState]
    public SyncJobView? Job { get; set; }

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private SyncService Syncs { get; set; } = null!;

    [Inject]
    private SyncTimeline Timeline { get; set; } = null!;

    [Inject]
    private SyncErrors Failures { get; set; } = null!;

    [Inject]
    private SyncVerification Verification { get; set; } = null!;

    [Inject]
    private DatasourceService Datasources { get; set; } = null!;

    [Inject]
    private CollectionManager Collections { get; set; } = null!;

    private Page<SyncErrorView>? Errors { get; set; }

    private Page<SyncJobEventView>? Events { get; set; }

    private VerifyReportView? Report { get; set; }

    /// <summary>An address may name a cause that the job has not met, or none.</summary>
    private string? ShownCause => _causes.Any(cause => string.Equals(cause.ErrorType, Cause, StringComparison.Ordinal)) ? Cause : null;

    private string Title => Job is null ? L["JobTitle"] : $"{Job.DatasourceName}: {L.Type(Job.Type)}";

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Subscribed before read: an update between the two is then never lost.
        Watch(JobId);
        var job = await Syncs.GetAsync(JobId, Left);
        (Job, _problem) = (job.Value, job.Problem);
        await ReadFactsAsync();
        await ReadErrorsAsync();
        await ReadEventsAsync();
        await ReadReportAsync();
    }

    /// <inheritdoc/>
    protected override bool Take(SyncJobView job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Id != JobId)
        {
            return false;
        }

        Job = job;
        if (_model is null && job.Status != SyncJobStatus.Pending && !_readFactsAgain)
        {
            // The first sync of a collection gives it its model.
            _readFactsAgain = true;
            _ = ReadFactsAndDrawAsync();
        }

        if (job.FailedRecords != _errorsReadAt)
        {
            _ = ReadErrorsAndDrawAsync();
        }

        if (job.Type == SyncJobType.Verify && !_readingReport)
        {
            _ = ReadReportAndDrawAsync();
        }

        if (StateOf(job) != _eventsReadAt)
        {
            _ = ReadEventsAndDrawAsync();
        }

        return true;
    }

    private async Task TakeAnswerAsync(SyncJobView job)
    {
        Job = job with { LogTail = job.LogTail.Count > 0 ? job.LogTail : Job?.LogTail ?? [] };
        await ReadEventsAsync();
    }

    private async Task ReadFactsAsync()
    {
        if (Job is null)
        {
            return;
        }

        _source = (await Datasources.GetAsync(Job.DatasourceId, Left)).Value;
        _model = _source is null ? null : (await Collections.FindAsync(_source.QdrantCollection, Left)).Value?.Fingerprint();
    }

    private async Task ReadFactsAndDrawAsync()
    {
        try
        {
            await ReadFactsAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left while it read.
        }
    }

    private async Task ReadErrorsAndDrawAsync()
    {
        if (_readingErrors)
        {
            return;
        }

        await ReadErrorsAsync();
        StateHasChanged();
    }

    private async Task ReadErrorsAsync()
    {
        if (Job is null)
        {
            return;
        }

        _readingErrors = true;
        try
        {
            _errorsReadAt = Job.FailedRecords;
            _causes = (await Failures.CausesAsync(JobId, Left)).Value ?? [];
            Errors = (await Failures.ListAsync(JobId, ShownCause, resolved: null, Math.Max(1, ErrorPage ?? 1), ErrorsPerPage, Left)).Value;
        }
        catch (OperationCanceledException)
        {
            // The page was left while it read.
        }
        finally
        {
            _readingErrors = false;
        }
    }

    /// <summary>What an entry of the timeline can come of: counters alone make none.</summary>
    private static (SyncJobStatus Status, string? WaitReason, DateTimeOffset? ResumeAfter, bool CancelRequested, DateTimeOffset? QuotaUntil) StateOf(SyncJobView job) =>
        (job.Status, job.WaitReason, job.ResumeAfter, job.CancelRequested, job.QuotaUntil);

    /// <summary>Updates come at most four times a second, and the report is one small row.</summary>
    private async Task ReadReportAndDrawAsync()
    {
        await ReadReportAsync();
        StateHasChanged();
    }

    private async Task ReadReportAsync()
    {
        if (Job is not { Type: SyncJobType.Verify })
        {
            return;
        }

        _readingReport = true;
        try
        {
            Report = (await Verification.GetAsync(JobId, Left)).Value;
        }
        catch (OperationCanceledException)
        {
            // The page was left while it read.
        }
        finally
        {
            _readingReport = false;
        }
    }

    private async Task ReadEventsAndDrawAsync()
    {
        await ReadEventsAsync();
        StateHasChanged();
    }

    private async Task ReadEventsAsync()
    {
        if (Job is null)
        {
            return;
        }

        _eventsReadAt = StateOf(Job);
        try
        {
            Events = (await Timeline.ListAsync(JobId, Math.Max(1, EventPage ?? 1), EventsPerPage, Left)).Value;
        }
        catch (OperationCanceledException)
        {
            // The page was left while it read.
        }
    }
}
