using SyncAdmin.App.Components.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Collections;

/// <summary>One application for all states: each has a collection of its own.</summary>
public sealed class ReindexPanelStateTests(PageHost pages) : IClassFixture<PageHost>
{
    [Theory]
    [InlineData(ReindexStatus.Building, SyncJobStatus.Failed, null, "Building", "reindex-go-on reindex-abandon")]
    [InlineData(ReindexStatus.Building, SyncJobStatus.Pending, "budget", "Building", "reindex-go-on reindex-abandon")]
    [InlineData(ReindexStatus.Verifying, SyncJobStatus.Pending, "decision", "Verifying", "reindex-abandon")]
    [InlineData(ReindexStatus.Verifying, SyncJobStatus.Completed, null, "Verifying", "reindex-go-on reindex-abandon")]
    [InlineData(ReindexStatus.Switching, SyncJobStatus.Failed, null, "Switching", "reindex-go-on")]
    [InlineData(ReindexStatus.Done, SyncJobStatus.Completed, null, "Done", "reindex-roll-back reindex-start")]
    [InlineData(ReindexStatus.Abandoned, SyncJobStatus.Cancelled, null, "Abandoned", "reindex-start")]
    public async Task It_says_how_far_it_is_and_offers_what_is_possible(ReindexStatus status, SyncJobStatus job, string? waitsFor, string expected, string buttons)
    {
        var collection = await pages.FedCollectionAsync($"{status}-{job}-{waitsFor}");
        var row = await pages.ReindexAsync(collection, status, job, waitsFor);
        await using var host = pages.At("/collections/x");

        var page = await host.RenderAsync<ReindexPanel>((nameof(ReindexPanel.Collection), collection));

        Assert.Equal((expected, buttons), (page.QuerySelector(".line .state")!.TextContent, string.Join(' ', page.QuerySelectorAll(".acts button").Select(button => button.Id))));
        Assert.Equal($"/syncs/{row.Id}", page.QuerySelector("tbody tr a")!.GetAttribute("href"));
        Assert.Equal(buttons.Contains("go-on", StringComparison.Ordinal), page.QuerySelector(".stuck") is not null);
        Assert.Equal(waitsFor == "decision" ? $"/syncs/{row.Id}" : null, page.QuerySelector(".panel.wait a")?.GetAttribute("href"));
    }
}
