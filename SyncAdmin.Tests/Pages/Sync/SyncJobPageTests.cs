using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class SyncJobPageTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task A_job_that_does_not_exist_is_an_error_with_a_way_back()
    {
        await using var host = _pages.At("/syncs/x");
        var page = await host.RenderAsync<SyncJobPage>((nameof(SyncJobPage.JobId), Guid.Empty));

        Assert.Contains("SYNC-5001", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/syncs", page.QuerySelector("[role=alert] a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task A_failed_job_shows_cause_remedy_and_its_errors_and_can_be_resumed()
    {
        var (_, jobs) = await _pages.SeedAsync("shop", jobs: 1);
        await using var host = _pages.At($"/syncs/{jobs[0]}");
        var page = await host.RenderAsync<SyncJobPage>((nameof(SyncJobPage.JobId), jobs[0]));

        var alert = page.QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("The sync made no progress", alert, StringComparison.Ordinal);
        Assert.Contains("Nothing moved for 120 minutes.", alert, StringComparison.Ordinal);
        Assert.Contains("raise timeoutMinutes", alert, StringComparison.Ordinal);
        Assert.Contains("R-7", page.QuerySelector(".failures")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#resume-job"));
        Assert.Null(page.QuerySelector("#cancel-job"));
    }

    [Fact]
    public async Task A_job_that_ended_says_from_where_to_where_who_and_when()
    {
        var (_, jobs) = await _pages.SeedAsync("shop", jobs: 2);
        await using var host = _pages.At($"/syncs/{jobs[1]}");
        var facts = (await host.RenderAsync<SyncJobPage>((nameof(SyncJobPage.JobId), jobs[1]))).QuerySelector(".facts")!;

        Assert.StartsWith("/search?collection=", facts.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.All(["shop", "Ada", "11/22/2026", "Requested", "Started", "Ended"], part => Assert.Contains(part, facts.TextContent, StringComparison.Ordinal));
        Assert.Equal("c1", facts.QuerySelector("[data-copy]")!.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task A_spanish_reader_gets_cause_and_remedy_in_spanish()
    {
        var (_, jobs) = await _pages.SeedAsync("shop", jobs: 1);
        await using var host = _pages.At($"/syncs/{jobs[0]}", culture: "es-MX");
        var page = await host.RenderAsync<SyncJobPage>((nameof(SyncJobPage.JobId), jobs[0]));

        Assert.Contains("La sincronización no avanzó", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("El registro no tiene texto que vectorizar", page.QuerySelector(".failures")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_look_can_do_nothing_with_it()
    {
        var (_, jobs) = await _pages.SeedAsync("shop", jobs: 1);
        await using var host = _pages.At($"/syncs/{jobs[0]}", ComponentHost.Viewer);
        var page = await host.RenderAsync<SyncJobPage>((nameof(SyncJobPage.JobId), jobs[0]));

        Assert.Null(page.QuerySelector("#resume-job"));
        Assert.Null(page.QuerySelector("#start-again"));
    }

    [Fact]
    public async Task A_job_shows_its_timeline()
    {
        var (_, jobs) = await _pages.SeedAsync("shop", jobs: 1);
        await _pages.Get<StateDatabase>().WriteAsync(
            (transaction, token) => JobTimeline.AddAsync(transaction, jobs[0], JobEventKind.CancelRequested, null, ComponentHost.Viewer, token), CancellationToken.None);
        await using var host = _pages.At($"/syncs/{jobs[0]}");

        var page = await host.RenderAsync<SyncJobPage>((nameof(SyncJobPage.JobId), jobs[0]));

        Assert.Contains("by Vic", page.QuerySelector(".events li")!.TextContent, StringComparison.Ordinal);
    }
}
