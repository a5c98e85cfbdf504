using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Which ends of a job people are told of.</summary>
public sealed class JobNoticesTests
{
    private static readonly ErrorDefinition Refused = new("SYNC-1998", ProblemKind.External, "Refused", "Grant it again.");
    private static readonly ErrorDefinition Away = new("SYNC-1999", ProblemKind.Unavailable, "Away", "Wait.");

    [Fact]
    public async Task A_failed_job_and_one_beyond_its_error_budget_are_told_of_and_a_completed_or_cancelled_one_is_not()
    {
        var (world, datasource) = await SyncWorld.StartAsync(2_000);
        await using var _ = world;
        world.Embedder.Poison = "product";
        var spent = await world.SyncAsync(datasource);
        world.Embedder.Poison = null;
        world.Source.Away = new Problem(Refused, "SELECT was revoked.");
        var failed = await world.SyncAsync(datasource);
        world.Source.Away = null;
        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
        world.Source.PutMany(2_000, id => $"another product {id}");
        world.Embedder.HangsAfter = 0;
        var cancelled = (await world.StartFullAsync(datasource)).Required();
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        await world.Service.CancelAsync(cancelled.Id, Core.Access.Actor.System, default);
        await world.EndOfAsync(cancelled.Id);

        var told = (await world.State.AllAsync<Notification>()).OrderBy(row => row.CreatedAt).ToList();
        Assert.Equal(
            [(NotificationKind.ErrorBudgetReached, (Guid?)spent.Id, "SYNC-5101"), (NotificationKind.JobFailed, failed.Id, "SYNC-1998")],
            told.Select(row => (row.Kind, row.JobId, row.Code)));
        Assert.All(told, row => Assert.Equal((datasource.Id.ToString(), "shop", "test-correlation"), (row.SubjectId, row.SubjectName, row.CorrelationId)));
        Assert.Equal("SELECT was revoked.", told[1].Detail);
    }

    [Fact]
    public async Task A_quota_is_told_of_once_and_a_source_that_blinks_is_not()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        var id = await WaitForQuotaAsync(world, datasource);
        await world.Service.CancelAsync(id, Core.Access.Actor.System, default);
        await world.Service.CancelAsync(await WaitForQuotaAsync(world, datasource), Core.Access.Actor.System, default);
        world.Source.Away = new Problem(Away, "It does not answer.");
        var waiting = (await world.StartFullAsync(datasource)).Required();
        await world.UntilAsync(waiting.Id, job => job.WaitReason == "source");

        var told = Assert.Single(await world.State.AllAsync<Notification>());
        Assert.Equal((NotificationKind.QuotaPause, id, "SYNC-1999"), (told.Kind, told.JobId, told.Code));
    }

    private static async Task<Guid> WaitForQuotaAsync(SyncWorld world, Datasource datasource)
    {
        world.Embedder.Next = new EmbeddingException(new Problem(Away, "Later."), EmbeddingFailure.Quota, DateTimeOffset.UtcNow.AddHours(1));
        var started = (await world.StartFullAsync(datasource)).Required();
        await world.UntilAsync(started.Id, job => job.WaitReason == "quota");
        return started.Id;
    }
}
