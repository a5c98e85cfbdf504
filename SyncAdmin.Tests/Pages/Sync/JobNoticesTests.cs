using AngleSharp.Html.Dom;
using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
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

    private static async Task<IHtmlDocument> RenderAsync(SyncJobView job)
    {
        await using var host = new ComponentHost(clock: new StillClock());
        return await host.RenderAsync<JobNotices>((nameof(JobNotices.Job), job));
    }
}
