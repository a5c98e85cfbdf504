using SyncAdmin.App.Components.Sync;
using SyncAdmin.Core.Sync;
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
    public async Task A_job_that_met_other_columns_offers_to_accept_them_rather_than_to_meet_them_again()
    {
        await using var host = _pages.At("/syncs/x");
        var job = Examples.Job(SyncJobStatus.Failed) with { SchemaDrift = new SchemaDiff(["brand"], [], []) };
        var page = await host.RenderAsync<JobActions>((nameof(JobActions.Job), job));

        Assert.Equal("accept-columns start-again", string.Join(' ', page.QuerySelectorAll("button").Select(button => button.Id)));
    }
}
