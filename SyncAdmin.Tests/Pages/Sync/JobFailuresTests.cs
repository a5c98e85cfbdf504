using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Retrying;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobFailuresTests : IDisposable
{
    private static readonly SyncErrorCause[] Two =
    [
        new("SYNC-4003", "No text", "Fill it.", 1_042, 1_040, "R-7", "Record R-7: name is empty.", Examples.Now),
        new("SYNC-4004", "Value", "Correct it.", 3, 0, "R-9", "Record R-9: price.", Examples.Now),
    ];

    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Causes_are_counted_with_what_to_do_and_lead_to_their_records()
    {
        var page = await RenderAsync(Guid.NewGuid(), Two, cause: null);

        Assert.Equal("1,045", page.QuerySelector(".count")!.TextContent);
        Assert.Equal(["1,042", "1,040", "3", "0"], page.QuerySelectorAll(".causes td.figure").Select(cell => cell.TextContent));
        Assert.Contains("For example R-7: Record R-7: name is empty.", page.QuerySelector("[data-cause=SYNC-4003]")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("?cause=SYNC-4003", page.QuerySelector("[data-cause=SYNC-4003] a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#retry-all"));
        Assert.NotNull(page.QuerySelector("#retry-SYNC-4003"));
        Assert.Null(page.QuerySelector("#retry-SYNC-4004")); // All of them are mended.
    }

    [Fact]
    public async Task One_cause_that_is_shown_alone_leads_back_to_all()
    {
        var page = await RenderAsync(Guid.NewGuid(), Two, "SYNC-4003");

        Assert.Null(page.QuerySelector("[data-cause=SYNC-4003] a"));
        Assert.EndsWith("/syncs/x", page.QuerySelector(".only a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_no_retry()
    {
        var page = await RenderAsync(Guid.NewGuid(), Two, cause: null, ComponentHost.Viewer);

        Assert.Empty(page.QuerySelectorAll("#retry-all, #retry-SYNC-4003, .act button"));
        Assert.Contains("R-1", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retry_says_how_many_are_on_their_way_and_leads_to_its_job()
    {
        var (_, jobs) = await _pages.SeedAsync("shop", jobs: 1);
        var errors = _pages.Get<SyncErrors>();
        var causes = (await errors.CausesAsync(jobs[0], CancellationToken.None)).Required();
        await using var host = _pages.At("/syncs/x");
        await host.RenderAsync<JobFailures>(
            (nameof(JobFailures.JobId), jobs[0]), (nameof(JobFailures.Causes), causes), (nameof(JobFailures.Errors), (await errors.ListAsync(jobs[0], null, null, 1, 10, CancellationToken.None)).Required()));

        var page = await host.ClickAsync("retry-all");

        // Newest first. Its source can't be reached: the engine may have given the deliveries to another job by now.
        var retry = (await _pages.Get<SyncService>().ListAsync(new(Type: SyncJobType.Retry), 1, 10, CancellationToken.None)).Items[^1];
        Assert.Contains("1 records are on their way.", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/syncs/{retry.Id}", page.QuerySelector("[role=status] a")!.GetAttribute("href"));
        Assert.Equal($"user:{ComponentHost.Admin.Name}", retry.StartedBy);
    }

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> RenderAsync(Guid job, IReadOnlyList<SyncErrorCause> causes, string? cause, Actor? reader = null)
    {
        await using var host = _pages.At(cause is null ? "/syncs/x" : $"/syncs/x?cause={cause}&errors=2", reader);
        return await host.RenderAsync<JobFailures>(
            (nameof(JobFailures.JobId), job), (nameof(JobFailures.Causes), causes), (nameof(JobFailures.Cause), cause), (nameof(JobFailures.Errors), new Page<SyncErrorView>([Examples.Error(1)], 1, 1, 10)));
    }
}
