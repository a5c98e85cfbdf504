using AngleSharp.Dom;
using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobTableTests
{
    [Fact]
    public async Task A_running_job_shows_state_as_word_and_icon_and_how_far_it_is()
    {
        var row = await RowAsync(Examples.Job(), "en-US");

        Assert.Equal("Running", row.QuerySelector(".state-running")!.TextContent.Trim());
        Assert.NotNull(row.QuerySelector(".state-running svg"));
        Assert.Equal("25.23", row.QuerySelector("progress")!.GetAttribute("value"));
        Assert.Contains("51,200 of 202,910 records", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("1,234 records/s", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("42 seconds ago", row.QuerySelector("time")!.TextContent);
        Assert.Equal($"/syncs/{Examples.Job().Id}", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Numbers_and_words_follow_the_reader_s_region()
    {
        var row = await RowAsync(Examples.Job(), "es-ES");

        Assert.Equal("En marcha", row.QuerySelector(".state-running")!.TextContent.Trim());
        Assert.Contains("51.200 de 202.910 registros", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("hace 42 segundos", row.QuerySelector("time")!.TextContent);
    }

    [Fact]
    public async Task A_completed_job_has_no_bar() =>
        Assert.Null((await RowAsync(Examples.Job(SyncJobStatus.Completed), "en-US")).QuerySelector("progress"));

    [Fact]
    public async Task A_waiting_job_says_what_it_waits_for()
    {
        var row = await RowAsync(Examples.Job(SyncJobStatus.Pending) with { WaitReason = "quota" }, "en-US");

        Assert.Equal("Waiting", row.QuerySelector(".state-waiting")!.TextContent.Trim());
        Assert.Contains("Waiting for the embedding provider's quota", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_of_unknown_size_shows_what_is_done_and_a_bar_without_an_end()
    {
        var row = await RowAsync(Examples.Job() with { TotalRecords = null, Progress = null }, "en-US");

        Assert.Contains("51,200 records", row.TextContent, StringComparison.Ordinal);
        Assert.False(row.QuerySelector("progress")!.HasAttribute("value"));
    }

    [Theory]
    [InlineData("user:Ada", "Ada")]
    [InlineData("key:erp", "API key erp")]
    [InlineData("schedule:nightly", "schedule nightly")]
    [InlineData("system:SyncAdmin", "SyncAdmin")]
    [InlineData("robot:R2", "R2")]
    [InlineData("nobody", "nobody")]
    public async Task Who_started_it_reads_like_a_name(string startedBy, string shown) =>
        Assert.Equal(shown, (await RowAsync(Examples.Job() with { StartedBy = startedBy }, "en-US")).QuerySelector("td:last-child")!.TextContent);

    private static async Task<IElement> RowAsync(SyncJobView job, string culture)
    {
        await using var host = new ComponentHost(culture: culture, clock: new StillClock());
        var page = await host.RenderAsync<JobTable>((nameof(JobTable.Jobs), new[] { job }));
        return page.QuerySelector("tbody tr")!;
    }
}
