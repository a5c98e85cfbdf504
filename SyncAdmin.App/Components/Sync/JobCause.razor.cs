using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>Why a job failed or waits, and what to do.</summary>
public sealed partial class JobCause : JobPart
{
    /// <summary>False where the page itself has said what happened.</summary>
    [Parameter]
    public bool Detailed { get; set; } = true;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    private string? Remedy => Job.ErrorCode is { } code ? Words.Remedy(code, null) : null;

    /// <summary>What happened to what; the message as it is kept ends with the remedy in English, which is shown in the reader's language.</summary>
    private string? Detail => Job is { ErrorMessage: { } message, ErrorCode: { } code } && ErrorCatalog.All.GetValueOrDefault(code)?.Remedy is { } remedy
        && message.EndsWith(remedy, StringComparison.Ordinal) ? message[..^remedy.Length].TrimEnd() : Job.ErrorMessage;
}
