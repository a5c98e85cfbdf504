using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Sweeping;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What a reader must know before the figures: why it failed, why it waits, what it went on from.</summary>
public sealed partial class JobNotices : JobPart
{
    /// <summary>Its datasource as it is now; null while it is not known.</summary>
    [Parameter]
    public DatasourceView? Source { get; set; }

    [Inject]
    private ErrorWords Words { get; set; } = null!;

    private string FailureTitle => Job.ErrorCode is { } code ? Words.Title(code, L["FailedTitle"]) : L["FailedTitle"];

    private string Asks(SweepDecision asked) => L[
        "DecisionAsks", Figures.Count(asked.Deletes), Figures.Count(asked.Of), Figures.Percent(asked.Of == 0 ? 0 : 100.0 * asked.Deletes / asked.Of), Figures.Percent(100 * asked.MaxShare)];

    private string ResumedFrom(SyncResume resume) => Job.TotalRecords is { } total && resume.Percent is { } percent
        ? L["ResumedFromOf", Figures.Count(resume.Record), Figures.Count(total), Figures.Percent(percent)]
        : L["ResumedFrom", Figures.Count(resume.Record)];

    private static string Batches(SyncResume resume) =>
        resume.Batches is { } all ? $"{Figures.Count(resume.Batch)} / {Figures.Count(all)}" : Figures.Count(resume.Batch);
}
