using AngleSharp.Html.Dom;
using Radzen;
using SyncAdmin.App.Components.Collections;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Collections;

public sealed class ReindexPanelTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task One_that_was_never_re_indexed_says_what_that_is_for_and_offers_it_to_whom_it_is_allowed()
    {
        var collection = await _pages.FedCollectionAsync();
        await using var admin = _pages.At("/collections/c");
        await using var viewer = _pages.At("/collections/c", ComponentHost.Viewer);

        var page = await RenderAsync(admin, collection);

        Assert.Contains("never re-indexed", page.QuerySelector(".none")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("reindex-start", Buttons(page));
        Assert.Equal("", Buttons(await RenderAsync(viewer, collection)));
    }

    [Fact]
    public async Task What_was_compared_is_told_and_the_verification_that_follows_is_among_its_jobs()
    {
        var collection = await _pages.FedCollectionAsync();
        var job = await _pages.ReindexAsync(collection, ReindexStatus.Done, SyncJobStatus.Completed);
        await _pages.WriteAsync(Ended(job.DatasourceId, SyncJobType.Verify, "c1"), Ended(job.DatasourceId, SyncJobType.Verify, "another"));
        await using var english = _pages.At("/collections/c");
        await using var spanish = _pages.At("/collections/c", culture: "es-MX");

        var page = await RenderAsync(english, collection);

        var facts = page.QuerySelector(".facts")!.TextContent;
        Assert.All(["c__v0", "c__v1", "1,960, of 2,000 in the old one", "40 records", "19 of 20 find their record", "98.5 %"], part => Assert.Contains(part, facts, StringComparison.Ordinal));
        Assert.Equal(["re-index", "verify"], page.QuerySelectorAll(".name-cell .muted").Select(type => type.TextContent));
        Assert.Contains("19 de 20 encuentran su registro", (await RenderAsync(spanish, collection)).QuerySelector(".facts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rolled_back_it_says_so_and_shows_the_full_sync_that_follows()
    {
        var collection = await _pages.FedCollectionAsync();
        var job = await _pages.ReindexAsync(collection, ReindexStatus.Abandoned, SyncJobStatus.Completed, rolledBack: true);
        await _pages.WriteAsync(Ended(job.DatasourceId, SyncJobType.Full, "c2"));
        await using var host = _pages.At("/collections/c");

        var page = await RenderAsync(host, collection);

        Assert.Equal(("Rolled back", "reindex-start"), (page.QuerySelector(".line .state")!.TextContent, Buttons(page)));
        Assert.Equal(["re-index", "full sync"], page.QuerySelectorAll(".name-cell .muted").Select(type => type.TextContent));
    }

    [Fact]
    public async Task Abandoning_is_asked_back_and_done_when_confirmed()
    {
        var collection = await _pages.FedCollectionAsync();
        await _pages.ReindexAsync(collection, ReindexStatus.Building, SyncJobStatus.Failed);
        await using var host = _pages.At("/collections/c");
        await RenderAsync(host, collection);

        await AnsweringAsync(host, "reindex-abandon", answer: false);
        Assert.Equal(ReindexStatus.Building, (await ReindexAsync()).Status);
        var page = await AnsweringAsync(host, "reindex-abandon", answer: true);

        Assert.Equal(ReindexStatus.Abandoned, (await ReindexAsync()).Status);
        Assert.Equal(("Abandoned", "reindex-start"), (page.QuerySelector(".line .state")!.TextContent, Buttons(page)));
    }

    [Fact]
    public async Task Going_on_resumes_the_job_that_failed()
    {
        var collection = await _pages.FedCollectionAsync();
        var job = await _pages.ReindexAsync(collection, ReindexStatus.Building, SyncJobStatus.Failed);
        await using var host = _pages.At("/collections/c");
        await RenderAsync(host, collection);

        await host.ClickAsync("reindex-go-on");

        var timeline = await _pages.Get<SyncAdmin.Core.Sync.Timeline.SyncTimeline>().ListAsync(job.Id, 1, 25, CancellationToken.None);
        Assert.Contains(timeline.Required().Items, entry => entry is { Kind: "resumeRequested", By: "user:Ada" });
    }

    [Fact]
    public async Task What_can_not_be_rolled_back_says_why()
    {
        var collection = await _pages.FedCollectionAsync();
        await _pages.ReindexAsync(collection, ReindexStatus.Done, SyncJobStatus.Completed);
        await using var host = _pages.At("/collections/c");
        await RenderAsync(host, collection);

        var page = await AnsweringAsync(host, "reindex-roll-back", answer: true);

        Assert.Contains("SYNC-2106", page.QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ReindexStatus.Done, (await ReindexAsync()).Status);
    }

    [Fact]
    public async Task One_that_was_abandoned_leaves_the_one_before_it_to_be_rolled_back()
    {
        var collection = await _pages.FedCollectionAsync();
        await _pages.Get<IVectorStore>().CreateCollectionAsync("c__v0", collection.Spec, CancellationToken.None);
        await _pages.ReindexAsync(collection, ReindexStatus.Done, SyncJobStatus.Completed);
        await _pages.ReindexAsync(collection, ReindexStatus.Abandoned, SyncJobStatus.Cancelled, minutes: 10);
        await using var host = _pages.At("/collections/c");
        var before = await RenderAsync(host, collection);

        var after = await AnsweringAsync(host, "reindex-roll-back", answer: true);

        Assert.Equal(("reindex-roll-back reindex-start", "reindex-start"), (Buttons(before), Buttons(after)));
        Assert.Equal("c__v0", (await _pages.ViewAsync("c")).PhysicalName);
    }

    [Fact]
    public async Task The_page_of_the_collection_has_it_and_the_list_marks_the_one_that_is_being_re_indexed()
    {
        var collection = await _pages.FedCollectionAsync();
        await _pages.CollectionAsync("other");
        await _pages.ReindexAsync(collection, ReindexStatus.Verifying, SyncJobStatus.Failed);
        await using var host = _pages.At("/collections");

        var list = await host.RenderAsync<CollectionsPage>();
        var page = await host.RenderAsync<CollectionPage>(("Name", "c"));

        Assert.Equal("c", list.QuerySelector(".reindexed")!.Closest("tr")!.GetAttribute("data-collection"));
        Assert.Single(list.QuerySelectorAll(".reindexed"));
        Assert.Equal("Verifying", page.QuerySelector(".reindex .state")!.TextContent);
    }

    private static Task<IHtmlDocument> RenderAsync(ComponentHost host, CollectionView collection) =>
        host.RenderAsync<ReindexPanel>((nameof(ReindexPanel.Collection), collection));

    private static string Buttons(IHtmlDocument page) => string.Join(' ', page.QuerySelectorAll(".acts button").Select(button => button.Id));

    /// <summary>Presses a button and answers what it asks back.</summary>
    private static async Task<IHtmlDocument> AnsweringAsync(ComponentHost host, string button, bool answer)
    {
        var dialogs = host.Get<DialogService>();
        dialogs.OnOpen += Answer;
        var page = await host.ClickAsync(button);
        dialogs.OnOpen -= Answer;
        return page;

        void Answer(string? title, Type type, Dictionary<string, object?> parameters, DialogOptions options) => dialogs.Close(answer);
    }

    private static SyncJob Ended(Guid datasource, SyncJobType type, string correlationId) => new()
    {
        Id = Guid.CreateVersion7(Examples.Now.AddMinutes(4)),
        DatasourceId = datasource,
        Type = type,
        Status = SyncJobStatus.Completed,
        CreatedAt = Examples.Now.AddMinutes(4),
        CorrelationId = correlationId,
        StartedBy = Actor.System.ToString(),
    };

    private async Task<ReindexView> ReindexAsync() => (await _pages.Get<ReindexService>().GetAsync("c", CancellationToken.None)).Required();
}
