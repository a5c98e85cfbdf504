using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Storage;
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
    [InlineData(SyncJobStatus.Completed, null, "start-verify start-again")]
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
        var reindex = await host.RenderAsync<JobActions>((nameof(JobActions.Job), job with { Type = SyncJobType.Reindex }));
        Assert.Contains("Leave 1,500 points behind", reindex.QuerySelector("#accept-deletes")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_offers_to_put_back_what_it_removed_while_that_is_kept()
    {
        var (datasource, jobs) = await _pages.SeedAsync("shop", jobs: 2);
        await _pages.Get<StateDatabase>().WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(new RemovedPoint { Id = Guid.CreateVersion7(), SyncJobId = jobs[1], DatasourceId = datasource, Collection = "products", RecordKey = "1", Payload = [], Vector = [], RemovedAt = Examples.Now });
                await transaction.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        await using var host = _pages.At("/syncs/x");
        var job = Examples.Job(SyncJobStatus.Completed) with { Id = jobs[1], DeletedRecords = 40 };

        var kept = await host.RenderAsync<JobActions>((nameof(JobActions.Job), job));
        await using var later = _pages.At("/syncs/x");
        var gone = await later.RenderAsync<JobActions>((nameof(JobActions.Job), job with { Id = jobs[0] }));

        Assert.Equal("restore-points start-verify start-again", string.Join(' ', kept.QuerySelectorAll("button").Select(button => button.Id)));
        Assert.Contains("Put 1 points back", kept.QuerySelector("#restore-points")!.TextContent, StringComparison.Ordinal);
        Assert.Null(gone.QuerySelector("#restore-points"));
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
