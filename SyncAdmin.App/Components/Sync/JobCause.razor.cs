using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>Why a job failed or waits, and what to do.</summary>
public sealed partial class JobCause : ComponentBase
{
    /// <summary>The job.</summary>
    [Parameter]
    [EditorRequired]
    public SyncJobView Job { get; set; } = null!;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    private string? Remedy => Job.ErrorCode is { } code ? Words.Remedy(code, null) : null;

    /// <summary>What happened to what; the message as it is kept ends with the remedy in English, which is shown in the reader's language.</summary>
    private string? Detail => Job is { ErrorMessage: { } message, ErrorCode: { } code } && ErrorCatalog.All.GetValueOrDefault(code)?.Remedy is { } remedy
        && message.EndsWith(remedy, StringComparison.Ordinal) ? message[..^remedy.Length].TrimEnd() : Job.ErrorMessage;
}
