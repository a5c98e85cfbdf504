using AngleSharp.Html.Dom;
using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobVerificationTests
{
    private static readonly VerifyReportView Found = new()
    {
        Compared = 202_910,
        Differing = 1_042,
        Requeued = 1_040,
        Corrected = 7,
        Invalid = 3,
        Complete = true,
        MissingInStore = new VerifyFinding(1_040, [new("1", "A-1"), new("2", "A-2"), new("3", "<b>"), new("4", "A-4")]),
        SurplusInStore = new VerifyFinding(2, [new("8", "A-8")]),
    };

    [Fact]
    public async Task A_report_counts_each_sort_and_names_examples()
    {
        var page = await RenderAsync(Found);

        Assert.Equal("202,910 records compared, 1,042 differ.", page.QuerySelector("[role=status]")!.TextContent);
        Assert.Equal(["0", "1,040", "0", "0", "0", "2"], page.QuerySelectorAll("td.number").Select(cell => cell.TextContent));
        Assert.Equal("A-1, A-2, <b>, …", page.QuerySelector("summary")!.TextContent);
        Assert.Equal("Key 8", page.QuerySelector("[data-sort=VerifySurplusInStore] code")!.GetAttribute("title"));
        Assert.All(
            ["1,040 records were written again", "7 entries of the ledger", "2 points whose record is gone were removed", "3 rows of the source are no records"],
            part => Assert.Contains(part, page.Body!.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("a"));
    }

    [Fact]
    public async Task A_report_leads_to_the_jobs_that_mend()
    {
        var job = Guid.Parse("0194bbbb-0000-7000-8000-0000000000ff");
        var link = (await RenderAsync(Found with { HealingJobs = [job] })).QuerySelector(".done a")!;

        Assert.Equal(($"/syncs/{job}", "retry job 000000ff"), (link.GetAttribute("href"), link.TextContent));
    }

    [Fact]
    public async Task Where_all_agree_it_says_so_and_no_more()
    {
        var page = await RenderAsync(new VerifyReportView { Compared = 50, Complete = true });

        Assert.Equal("50 records compared: source, ledger and collection agree.", page.QuerySelector("[role=status]")!.TextContent);
        Assert.Null(page.QuerySelector("table"));
    }

    [Fact]
    public async Task Before_its_end_it_does_not_say_that_all_agree()
    {
        var page = await RenderAsync(new VerifyReportView { Compared = 50 });

        Assert.Equal("50 records compared so far, 0 differ.", page.QuerySelector("[role=status]")!.TextContent);
    }

    [Fact]
    public async Task A_spanish_reader_gets_it_in_spanish()
    {
        var page = await RenderAsync(Found, "es-MX");

        Assert.Contains("registros comparados, 1,042 difieren.", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Faltan en la colección", page.QuerySelector("[data-sort=VerifyMissingInStore] td")!.TextContent);
    }

    private static async Task<IHtmlDocument> RenderAsync(VerifyReportView report, string culture = "en-US")
    {
        await using var host = new ComponentHost(culture: culture, clock: new StillClock());
        return await host.RenderAsync<JobVerification>((nameof(JobVerification.Report), report), (nameof(JobVerification.Removed), report.Differing == 0 ? 0L : 2L));
    }
}
