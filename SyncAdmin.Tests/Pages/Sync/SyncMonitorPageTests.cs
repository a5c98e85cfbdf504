using SyncAdmin.App.Components.Sync;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class SyncMonitorPageTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Without_a_datasource_it_says_what_to_do_first()
    {
        await using var host = _pages.At("/syncs");
        var page = await host.RenderAsync<SyncMonitorPage>();

        Assert.Equal("No sync has run yet", page.QuerySelector(".empty h2")!.TextContent);
        Assert.Contains("Connect a datasource first", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_job_it_says_to_start_one()
    {
        await _pages.SeedAsync("shop", jobs: 0);
        await using var host = _pages.At("/syncs");

        Assert.Contains("Start a full sync", (await host.RenderAsync<SyncMonitorPage>()).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_jobs_are_paged_on_the_server()
    {
        await _pages.SeedAsync("shop", jobs: 60);
        await using var host = _pages.At("/syncs?page=3");
        var page = await host.RenderAsync<SyncMonitorPage>();

        Assert.Equal(10, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("51–60 of 60", page.QuerySelector(".pager .range")!.TextContent);
    }

    [Fact]
    public async Task A_page_behind_the_last_shows_the_last()
    {
        await _pages.SeedAsync("shop", jobs: 60);
        await using var host = _pages.At("/syncs?page=99");
        var page = await host.RenderAsync<SyncMonitorPage>();

        Assert.Equal("51–60 of 60", page.QuerySelector(".pager .range")!.TextContent);
        Assert.EndsWith("/syncs", page.QuerySelector(".pager a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_filters()
    {
        var (datasource, jobs) = await _pages.SeedAsync("shop", jobs: 5);
        await _pages.SeedAsync("other", jobs: 5);
        await using var host = _pages.At($"/syncs?datasource={datasource}&status=failed&type=full");
        var page = await host.RenderAsync<SyncMonitorPage>();

        Assert.Equal(jobs[0].ToString(), Assert.Single(page.QuerySelectorAll("tbody tr")).GetAttribute("data-job"));
    }

    [Fact]
    public async Task A_filter_that_nothing_matches_can_be_cleared()
    {
        await _pages.SeedAsync("shop", jobs: 2);
        await using var host = _pages.At("/syncs?status=cancelled");

        Assert.Equal("/syncs", (await host.RenderAsync<SyncMonitorPage>()).QuerySelector(".empty a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Who_may_only_look_is_not_offered_to_start_one()
    {
        await using var admin = _pages.At("/syncs");
        await using var viewer = _pages.At("/syncs", ComponentHost.Viewer);

        Assert.NotNull((await admin.RenderAsync<SyncMonitorPage>()).QuerySelector("#start-sync"));
        Assert.Null((await viewer.RenderAsync<SyncMonitorPage>()).QuerySelector("#start-sync"));
    }
}
