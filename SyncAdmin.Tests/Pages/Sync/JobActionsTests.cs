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
