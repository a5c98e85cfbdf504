using AngleSharp.Html.Dom;
using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobNoticesTests
{
    [Fact]
    public async Task A_job_that_runs_as_it_should_needs_no_notice() =>
        Assert.Null((await RenderAsync(Examples.Job())).QuerySelector(".panel"));

    [Fact]
    public async Task A_failed_job_says_why_and_under_which_ids()
    {
        var panel = (await RenderAsync(Examples.Job(SyncJobStatus.Failed) with { ErrorCode = "SYNC-0000", ErrorMessage = "The server hung up." })).QuerySelector("[role=alert]")!;

        Assert.Contains("The sync failed", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("The server hung up.", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("SYNC-0000", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains(Examples.Job().CorrelationId, panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resumed_job_says_from_where_and_what_it_saved()
    {
        var resume = new SyncResume(51_000, 25.13, 510, 2_030, 0.1836m, 122);
        var text = (await RenderAsync(Examples.Job() with { Resume = resume })).QuerySelector(".resume")!.TextContent;

        Assert.Contains("Resumed from record 51,000 of 202,910 (25.1 %)", text, StringComparison.Ordinal);
        Assert.Contains("Batches skipped: 510 / 2,030. Saved: USD 0.1836 and 2 min 02 s of work.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_job_says_for_what_and_until_when()
    {
        var job = Examples.Job(SyncJobStatus.Pending) with { WaitReason = "quota", ResumeAfter = Examples.Now.AddHours(2) };
        var text = (await RenderAsync(job)).QuerySelector(".wait")!.TextContent;

        Assert.Contains("Waiting for the embedding provider's quota", text, StringComparison.Ordinal);
        Assert.Contains("in 2 hours", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_job_that_its_provider_holds_up_says_until_when()
    {
        var text = (await RenderAsync(Examples.Job() with { QuotaUntil = Examples.Now.AddMinutes(2) })).QuerySelector(".wait")!.TextContent;

        Assert.Contains("Waiting for the provider's quota", text, StringComparison.Ordinal);
        Assert.Contains("in 2 minutes", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quota")]
    [InlineData("provider")]
    [InlineData("source")]
    [InlineData("store")]
    [InlineData("state")]
    [InlineData("disk")]
    public async Task Every_reason_to_wait_is_said_in_words(string reason) =>
        Assert.StartsWith("Waiting for", (await RenderAsync(Examples.Job(SyncJobStatus.Pending) with { WaitReason = reason })).QuerySelector(".wait h2")!.TextContent.Trim(), StringComparison.Ordinal);

    [Fact]
    public async Task A_waiting_job_says_what_happened_and_what_to_do_once()
    {
        var error = ErrorCatalog.ModelUnreachable;
        var job = Examples.Job(SyncJobStatus.Pending) with
        {
            WaitReason = "provider",
            ResumeAfter = Examples.Now.AddSeconds(4),
            ErrorCode = error.Code,
            ErrorMessage = $"http://model could not be called. {error.Remedy}",
        };
        var text = (await RenderAsync(job)).QuerySelector(".wait")!.TextContent;

        Assert.Contains("http://model could not be called.", text, StringComparison.Ordinal);
        Assert.Contains("in a moment", text, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, System.Text.RegularExpressions.Regex.Escape(error.Remedy)));
    }

    [Theory]
    [InlineData("confirm")]
    [InlineData("rehomed")]
    [InlineData("budget")]
    [InlineData("decision")]
    public async Task No_reason_to_wait_is_said_in_a_code_word(string reason) =>
        Assert.NotEqual(reason, (await RenderAsync(Examples.Job(SyncJobStatus.Pending) with { WaitReason = reason })).QuerySelector(".wait h2")!.TextContent.Trim());

    [Fact]
    public async Task A_decision_is_asked_for_with_figures_examples_and_what_either_answer_does()
    {
        var job = Examples.Job(SyncJobStatus.Pending) with { WaitReason = "decision", Decision = new SweepDecision(1_200, 3_000, 0.2, ["P-1", "P-2"], 0, Examples.Now) };
        var text = (await RenderAsync(job)).QuerySelector(".wait")!.TextContent;
        var spanish = (await RenderAsync(job, culture: "es-ES")).QuerySelector(".wait")!.TextContent;

        Assert.All(["1,200 of 3,000 points (40 %)", "More than 20 %", "P-1", "P-2", "put back for 24 hours", "asks again"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Contains("kept for rollback", (await RenderAsync(job with { Type = SyncJobType.Reindex })).QuerySelector(".wait")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1200 de 3000 puntos", spanish.Replace(".", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spent_budget_is_said_beside_the_cap()
    {
        var source = new DatasourceView
        {
            Id = Guid.Empty, Name = "shop", Type = "mysql", ConnectionConfig = default, QueryTemplate = "", KeyField = "id", CodeField = "id", FieldMapping = default, EmbeddingFields = [],
            QdrantCollection = "products", DeletePolicy = default, Budget = 0.1m,
        };
        var job = Examples.Job(SyncJobStatus.Pending) with { WaitReason = "budget", ErrorCode = ErrorCatalog.SyncBudgetReached.Code, ErrorMessage = "said otherwise" };
        var text = (await RenderAsync(job, source)).QuerySelector(".wait")!.TextContent;

        Assert.All(["USD 0.1532 are spent", "may spend USD 0.1000", "raise the budget"], part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("said otherwise", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_differ_are_a_table()
    {
        var job = Examples.Job(SyncJobStatus.Failed) with { ErrorCode = "SYNC-5242", ErrorMessage = "said otherwise", SchemaDrift = new SchemaDiff(["brand"], [new("price", "REAL", "TEXT")], ["stock"]) };
        var page = await RenderAsync(job);

        Assert.Equal(
            ["missing: brand,,missing", "retyped: price,REAL,TEXT", "added: stock,,new, not used"],
            page.QuerySelectorAll("[data-drift]").Select(row => $"{row.GetAttribute("data-drift")}: {string.Join(',', row.QuerySelectorAll("td").Select(cell => cell.TextContent))}"));
        Assert.DoesNotContain("said otherwise", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_waits_for_a_person_says_so()
    {
        var job = Examples.Job(SyncJobStatus.Pending) with { WaitReason = "decision" };

        Assert.Contains("when a person resumes it", (await RenderAsync(job)).QuerySelector(".wait")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_has_spent_its_cap_says_so_and_waits_for_a_person()
    {
        var error = ErrorCatalog.SyncBudgetReached;
        var job = Examples.Job(SyncJobStatus.Pending) with { WaitReason = "budget", ErrorCode = error.Code, ErrorMessage = $"The job has spent USD 10. {error.Remedy}" };
        var text = (await RenderAsync(job)).QuerySelector(".wait")!.TextContent;

        Assert.All(["the budget cap is reached", "The job has spent USD 10.", "raise the budget", "when a person resumes it"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_columns_are_named_and_nothing_is_asked_for()
    {
        var text = (await RenderAsync(Examples.Job() with { NewColumns = ["colour", "size"] })).QuerySelector(".new-columns")!.TextContent;

        Assert.Contains("New columns in the source: colour, size", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_is_being_cancelled_says_that_it_is_stopping() =>
        Assert.Contains("Stopping", (await RenderAsync(Examples.Job() with { CancelRequested = true })).QuerySelector(".wait")!.TextContent, StringComparison.Ordinal);

    private static async Task<IHtmlDocument> RenderAsync(SyncJobView job, DatasourceView? source = null, string culture = "en-US")
    {
        await using var host = new ComponentHost(clock: new StillClock(), culture: culture);
        return await host.RenderAsync<JobNotices>((nameof(JobNotices.Job), job), (nameof(JobNotices.Source), source));
    }
}
