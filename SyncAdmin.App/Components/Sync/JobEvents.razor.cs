using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Components.Layout;
using SyncAdmin.App.Resources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Timeline;

namespace SyncAdmin.App.Components.Sync;

/// <summary>A page of a job's timeline: who or what started it, what became of it, what it waited for.</summary>
public sealed partial class JobEvents : ComponentBase
{
    /// <summary>The page, oldest first.</summary>
    [Parameter]
    [EditorRequired]
    public Page<SyncJobEventView> Events { get; set; } = null!;

    /// <summary>The job's type: what was decided differs.</summary>
    [Parameter]
    public SyncJobType? Type { get; set; }

    [CascadingParameter]
    private Reader Reader { get; set; } = Reader.Unknown;

    [Inject]
    private IStringLocalizer<SyncTexts> L { get; set; } = null!;

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    /// <summary>In the reader's words. A kind that this version has no words for is shown as it is.</summary>
    private string What(SyncJobEventView entry)
    {
        var word = L["Event" + char.ToUpperInvariant(entry.Kind[0]) + entry.Kind[1..]];
        return entry.Kind switch
        {
            JobEventKind.Waits => L.Wait(entry.Detail) ?? word,
            JobEventKind.Failed when entry.Detail is { } code => L["EventFailedWith", Words.Title(code, code), code],
            JobEventKind.ResumedFrom when Number(entry.Detail) is { } record => L["ResumedFrom", Figures.Count(record)],
            JobEventKind.Requested when FireTime(entry.Detail) is { } time => L["EventScheduled", Moments.Exact(time, Reader)],
            JobEventKind.Reconciled when Known("Reconcile", entry.Detail) is { } found => found,
            JobEventKind.Decision when Decided(entry.Detail) is { } answer => answer,
            JobEventKind.Restored when Number(entry.Detail) is { } points => L["EventRestoredPoints", Figures.Count(points)],
            _ => word.ResourceNotFound ? entry.Kind : word.Value,
        };
    }

    /// <summary>The detail, where the words above do not hold it already.</summary>
    private string? More(SyncJobEventView entry) => entry.Kind switch
    {
        JobEventKind.Waits or JobEventKind.Failed or JobEventKind.ResumedFrom => null,
        JobEventKind.Requested when FireTime(entry.Detail) is not null => null,
        JobEventKind.Reconciled when Known("Reconcile", entry.Detail) is not null => null,
        JobEventKind.Decision when Decided(entry.Detail) is not null => null,
        JobEventKind.Restored when Number(entry.Detail) is not null => null,
        _ => entry.Detail,
    };

    /// <summary>A re-index deletes nothing: it leaves behind.</summary>
    private string? Decided(string? answer) => (Type == SyncJobType.Reindex ? Known("DecisionGone", answer) : null) ?? Known("Decision", answer);

    private string? Known(string prefix, string? name)
    {
        var word = string.IsNullOrEmpty(name) ? null : L[prefix + char.ToUpperInvariant(name[0]) + name[1..]];
        return word is null || word.ResourceNotFound ? null : word.Value;
    }

    private static long? Number(string? detail) => long.TryParse(detail, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? FireTime(string? detail) =>
        DateTimeOffset.TryParseExact(detail, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
