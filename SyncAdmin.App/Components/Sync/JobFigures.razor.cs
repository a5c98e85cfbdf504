using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>How far a job is, how fast, and what it counted. Every counter is of committed records, so none goes back.</summary>
public sealed partial class JobFigures : JobPart
{
    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private TimeSpan? Duration => JobDuration.Of(Job, Clock.GetUtcNow());

    /// <remarks>A verification writes nothing itself: "written 0, unchanged all" would say that nothing differs.</remarks>
    private IEnumerable<(string Key, string Text, string? Kind)> All => Job.Type == SyncJobType.Verify
        ?
        [
            ("Compared", Figures.Count(Job.ProcessedRecords), null),
            ("Deleted", Figures.Count(Job.DeletedRecords), null),
            ("Tokens", Figures.Count(Job.EmbeddingTokens), null),
            ("Cost", Figures.Money(Job.EstimatedCost), null),
        ]
        :
    [
        ("Written", Figures.Count(Job.SuccessfulRecords), null),
        ("Unchanged", Figures.Count(Job.SkippedRecords), null),
        ("Failed", Figures.Count(Job.FailedRecords), Job.FailedRecords > 0 ? "has-failed" : null),
        ("Deleted", Figures.Count(Job.DeletedRecords), null),
        ("Embedded", Figures.Count(Job.EmbeddedRecords), null),
        ("Batches", Figures.Count(Job.Batches), null),
        ("Tokens", Figures.Count(Job.EmbeddingTokens), null),
        ("Cost", Figures.Money(Job.EstimatedCost), null),
        ("Cached", Figures.Count(Job.Saved.CachedTexts), null),
        ("Saved", Figures.Money(Job.Saved.TotalCost), null),
    ];
}
