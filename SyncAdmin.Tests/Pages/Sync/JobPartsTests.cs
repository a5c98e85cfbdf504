using System.Text.Json;
using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobPartsTests
{
    [Fact]
    public async Task Figures_say_how_far_how_fast_and_what_it_costs()
    {
        await using var host = new ComponentHost(clock: new StillClock());
        var page = await host.RenderAsync<JobFigures>((nameof(JobFigures.Job), Examples.Job() with
        {
            Saved = new SyncSavings { UnchangedCost = 0.04m, CachedTexts = 4_100, CachedCost = 0.012m },
        }));

        Assert.Equal("25.2 %", page.QuerySelector("#job-percent")!.TextContent);
        Assert.Equal("51,200 of 202,910 records", page.QuerySelector("#job-records")!.TextContent.Trim());
        Assert.Contains("2 min 02 s to go", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("running for 42 s", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(["USD 0.1532", "4,100", "USD 0.0520"], page.QuerySelectorAll("dd").TakeLast(3).Select(figure => figure.TextContent));
        Assert.Equal("37", page.QuerySelector(".has-failed dd")!.TextContent);
    }

    [Fact]
    public async Task An_error_shows_record_cause_remedy_and_its_row_as_text()
    {
        await using var host = new ComponentHost(clock: new StillClock());
        var page = await host.RenderAsync<JobErrors>((nameof(JobErrors.Errors), new Page<SyncErrorView>([Examples.Error(1)], 1, 1, 10)));
        var row = page.QuerySelector("tbody tr")!;

        Assert.Equal("R-1", row.QuerySelector("[data-copy]")!.GetAttribute("data-copy"));
        Assert.Contains("The record has no text", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("Fill the name.", row.QuerySelector("span[title]")!.GetAttribute("title"));
        Assert.Contains("\"note\": \"<b>ñ</b>\"", row.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Null(row.QuerySelector("b"));
        Assert.Null(page.QuerySelector(".pager"));
    }

    [Fact]
    public async Task Many_errors_are_paged_by_links_that_keep_the_rest_of_the_address()
    {
        await using var host = new ComponentHost(address: "/syncs/x?errors=2&keep=1", clock: new StillClock());
        var errors = new Page<SyncErrorView>([.. Enumerable.Range(11, 10).Select(Examples.Error)], 37, 2, 10);
        var page = await host.RenderAsync<JobErrors>((nameof(JobErrors.Errors), errors));

        Assert.Equal("11–20 of 37", page.QuerySelector(".pager .range")!.TextContent);
        Assert.Equal("http://localhost/syncs/x?keep=1", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal("http://localhost/syncs/x?errors=3&keep=1", page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("en-US", "Plan and outcome", "1,020,000 (920,000 to 1,120,000)", "USD 0.1532")]
    [InlineData("es-MX", "Plan y resultado", "1,020,000 (de 920,000 a 1,120,000)", "USD 0.1532")]
    public async Task The_plan_before_a_job_stands_beside_what_came(string culture, string title, string tokens, string cost)
    {
        await using var host = new ComponentHost(clock: new StillClock(), culture: culture);
        var page = await host.RenderAsync<JobEstimate>((nameof(JobEstimate.Job), Examples.Job(SyncJobStatus.Completed) with { Plan = Examples.Plan }));

        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToArray()).ToArray();
        Assert.Equal(title, page.QuerySelector("h2")!.TextContent);
        Assert.Equal(["39,000", "39,129"], rows[0]);
        Assert.Equal([tokens, "1,021,560"], rows[5]);
        Assert.Equal(cost, rows[6][1]);
        Assert.Null(page.QuerySelector(".outdated"));
    }

    [Fact]
    public async Task A_plan_says_what_would_be_done_what_it_takes_and_what_would_stop_it()
    {
        await using var host = new ComponentHost(clock: new StillClock());
        var page = await host.RenderAsync<PlanSummary>((nameof(PlanSummary.Plan), Examples.NewPlan));
        var text = page.Body!.TextContent;

        Assert.Equal("30,000 rows", page.QuerySelector("dd")!.TextContent);
        Assert.All(
            ["8,000 rows (8,000 with new text)", "1,020,000 (920,000 to 1,120,000)", "charged for the five samples", "limits of the provider", "the budget of USD 0.1600", "wait for a decision", "the job would stop", "colour", "has no text", "12 rows"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sample_shows_row_payload_text_and_what_is_nearest_now()
    {
        var neighbour = new PlanNeighbour(Guid.NewGuid(), 0.7404f, "A-2", JsonElement.Parse("""{"code":"A-2","name":"hammer <b>","tags":["x"]}"""));
        var sample = new PlanSample("1", "A-1", "updateText", JsonElement.Parse("""{"phone":"***21"}"""), JsonElement.Parse("""{"name":"ñ"}"""), "text <i>", TextWasCut: true, [neighbour], Problem: null);
        await using var host = new ComponentHost(culture: "es-ES");
        var page = await host.RenderAsync<PlanSummary>((nameof(PlanSummary.Plan), Examples.NewPlan with { Samples = [sample] }));

        Assert.Equal("A-1", page.QuerySelector("summary code")!.TextContent);
        Assert.Equal(["{\n  \"phone\": \"***21\"\n}", "{\n  \"name\": \"ñ\"\n}"], page.QuerySelectorAll("pre").Select(pre => pre.TextContent));
        Assert.All(["cambia el texto", "text <i>", "se cortó", "hammer <b>", "puntuación 0,740"], part => Assert.Contains(part, page.QuerySelector(".sample")!.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Figures_of_a_verification_do_not_say_that_nothing_differs()
    {
        await using var host = new ComponentHost(clock: new StillClock());
        var page = await host.RenderAsync<JobFigures>((nameof(JobFigures.Job), Examples.Job() with { Type = SyncJobType.Verify }));

        Assert.Equal(["Compared", "Deleted", "Tokens", "Cost"], page.QuerySelectorAll("dt").Select(figure => figure.TextContent));
    }

    [Fact]
    public async Task Without_a_plan_there_is_nothing_to_compare_and_an_outdated_one_says_so()
    {
        await using var host = new ComponentHost(clock: new StillClock());

        Assert.Null((await host.RenderAsync<JobEstimate>((nameof(JobEstimate.Job), Examples.Job()))).QuerySelector(".estimate"));
        Assert.NotNull((await host.RenderAsync<JobEstimate>((nameof(JobEstimate.Job), Examples.Job() with { Plan = Examples.Plan with { Outdated = true } }))).QuerySelector(".outdated"));
    }

    [Fact]
    public async Task The_log_shows_its_lines_in_order()
    {
        await using var host = new ComponentHost();
        var page = await host.RenderAsync<JobLog>((nameof(JobLog.Job), Examples.Job() with { LogTail = ["first", "second"] }));

        Assert.Equal("first\nsecond", page.QuerySelector("pre")!.TextContent);
    }
}
