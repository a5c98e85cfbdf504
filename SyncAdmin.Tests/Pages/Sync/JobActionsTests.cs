using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Sync;

public sealed class JobActionsTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Theory]
    [InlineData(SyncJobStatus.Running, null, "cancel-job")]
    [InlineData(SyncJobStatus.Pending, null, "cancel-job")]
    [InlineData(SyncJobStatus.Pending, "provider", "resume-job cancel-job")]
    [InlineData(SyncJobStatus.Failed, null, "resume-job start-again")]
    [InlineData(SyncJobStatus.Cancelled, null, "resume-job start-again")]
    [InlineData(SyncJobStatus.Completed, null, "start-again")]
    public async Task A_job_offers_what_its_state_allows(SyncJobStatus status, string? waitsFor, string expected)
    {
        await using var host = _pages.At("/syncs/x");
        var page = await host.RenderAsync<JobActions>((nameof(JobActions.Job), Examples.Job(status) with { WaitReason = waitsFor }));

        Assert.Equal(expected, string.Join(' ', page.QuerySelectorAll("button").Select(button => button.Id)));
    }

    [Fact]
    public async Task A_job_that_asks_what_to_remove_offers_both_answers_and_not_to_go_on_without_one()
    {
        var job = Examples.Job(SyncJobStatus.Pending) with { WaitReason = "decision", Decision = new SweepDecision(1_500, 3_000, 0.2, ["P-1", "P-2"], 0, Examples.Now) };
        await using var host = _pages.At("/syncs/x");
        var page = await host.RenderAsync<JobActions>((nameof(JobActions.Job), job));

        Assert.Equal("reject-deletes accept-deletes cancel-job", string.Join(' ', page.QuerySelectorAll("button").Select(button => button.Id)));
        Assert.Contains("Remove 1,500 points", page.QuerySelector("#accept-deletes")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_re_index_asks_what_may_be_left_behind_and_removes_nothing()
    {
        var job = Examples.Job(SyncJobStatus.Pending) with
        {
            Type = SyncJobType.Reindex, WaitReason = "decision", ErrorCode = "SYNC-5011", Decision = new SweepDecision(1_500, 3_000, 0.2, ["P-1", "P-2"], 0, Examples.Now),
        };
        await using var host = _pages.At("/syncs/x");
        var actions = await host.RenderAsync<JobActions>((nameof(JobActions.Job), job));
        var cause = await host.RenderAsync<JobCause>((nameof(JobCause.Job), job));

        Assert.Equal("Keep the old collection|Leave 1,500 points behind|Cancel", string.Join('|', actions.QuerySelectorAll("button").Select(button => button.TextContent.Trim())));
        Assert.Contains("the re-index goes on without them", cause.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("delet", cause.Body.TextContent, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_job_that_removed_points_offers_to_put_them_back()
    {
        await using var host = _pages.At("/syncs/x");
        var page = await host.RenderAsync<JobActions>((nameof(JobActions.Job), Examples.Job(SyncJobStatus.Completed) with { DeletedRecords = 40 }));

        Assert.Equal("restore-points start-again", string.Join(' ', page.QuerySelectorAll("button").Select(button => button.Id)));
    }

    [Fact]
    public async Task A_job_that_met_other_columns_offers_to_accept_them_rather_than_to_meet_them_again()
    {
        await using var host = _pages.At("/syncs/x");
        var job = Examples.Job(SyncJobStatus.Failed) with { SchemaDrift = new SchemaDiff(["brand"], [], []) };
        var page = await host.RenderAsync<JobActions>((nameof(JobActions.Job), job));

        Assert.Equal("accept-columns start-again", string.Join(' ', page.QuerySelectorAll("button").Select(button => button.Id)));
    }
}
