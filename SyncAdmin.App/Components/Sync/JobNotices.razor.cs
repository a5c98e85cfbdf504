using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What a reader must know before the figures: why it failed, why it waits, what it went on from.</summary>
public sealed partial class JobNotices : JobPart
{
    [Inject]
    private ErrorWords Words { get; set; } = null!;

    private string FailureTitle => Job.ErrorCode is { } code ? Words.Title(code, L["FailedTitle"]) : L["FailedTitle"];

    private string ResumedFrom(SyncResume resume) => Job.TotalRecords is { } total && resume.Percent is { } percent
        ? L["ResumedFromOf", Figures.Count(resume.Record), Figures.Count(total), Figures.Percent(percent)]
        : L["ResumedFrom", Figures.Count(resume.Record)];

    private static string Batches(SyncResume resume) =>
        resume.Batches is { } all ? $"{Figures.Count(resume.Batch)} / {Figures.Count(all)}" : Figures.Count(resume.Batch);
}
