using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Access;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Hosting;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Retrying;

namespace SyncAdmin.App.Components.Sync;

/// <summary>A job's errors by cause, with what to do about each, their records, and the retry of one record, of a cause, or of all.</summary>
public sealed partial class JobFailures : ComponentBase
{
    private bool _busy;
    private RetryReceipt? _receipt;
    private Problem? _problem;

    /// <summary>Whose errors.</summary>
    [Parameter]
    [EditorRequired]
    public Guid JobId { get; set; }

    /// <summary>Its causes, most frequent first.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<SyncErrorCause> Causes { get; set; } = [];

    /// <summary>A page of its errors, of <see cref="Cause"/> alone where there is one.</summary>
    [Parameter]
    [EditorRequired]
    public Page<SyncErrorView> Errors { get; set; } = null!;

    /// <summary>The one cause that is shown; null: all.</summary>
    [Parameter]
    public string? Cause { get; set; }

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    [Inject]
    private SyncErrors Failures { get; set; } = null!;

    [Inject]
    private CurrentActor Reader { get; set; } = null!;

    [Inject]
    private CorrelationIds Correlation { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private long Total => Causes.Sum(static cause => cause.Count);

    private long Open => Causes.Sum(static cause => cause.Unresolved);

    private string Only(string? cause) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["cause"] = cause, ["errors"] = null });

    private Task RetryAllAsync() => RetryAsync(new RetrySelection());

    private Task RetryCauseAsync(string cause) => RetryAsync(new RetrySelection(Cause: cause));

    private Task RetryOneAsync(Guid error) => RetryAsync(new RetrySelection([error]));

    /// <remarks>Not asked back: nothing is lost, and it costs no more than the records' own texts.</remarks>
    private async Task RetryAsync(RetrySelection selection)
    {
        if (await Reader.WithAsync(Permission.Run) is not { } actor)
        {
            return;
        }

        _busy = true;
        var outcome = await Failures.RetryAsync(JobId, selection, actor, Correlation.Next(), CancellationToken.None);
        _busy = false;
        (_receipt, _problem) = (outcome.Value, outcome.Problem);
    }
}
