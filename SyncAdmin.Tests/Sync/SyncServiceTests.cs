using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>What a person may ask for, and the conflicts.</summary>
public sealed class SyncServiceTests
{
    [Fact]
    public async Task A_second_start_names_the_open_job()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;
        var first = (await world.StartFullAsync(datasource)).Required();

        var second = await world.StartFullAsync(datasource);

        Assert.Equal(ErrorCatalog.SyncAlreadyOpen, second.Problem!.Error);
        Assert.Equal(first.Id, second.Problem.Extensions["jobId"]);
        Assert.Equal("test-correlation", first.CorrelationId);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Of_many_starts_at_once_one_wins(StorageProvider provider)
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.StartFullAsync(datasource)));

        var winner = Assert.Single(outcomes, outcome => outcome.Succeeded).Value!;
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(winner.Id, outcome.Problem!.Extensions["jobId"]));
    }

    [Fact]
    public async Task An_unknown_datasource_or_job_is_not_found()
    {
        await using var world = await SyncWorld.CreateAsync();
        await world.StartEngineAsync();

        Assert.Equal(ProblemKind.NotFound, (await world.Service.StartFullAsync(Guid.NewGuid(), Actor.System, "c", CancellationToken.None)).Problem!.Error.Kind);
        Assert.Equal(ErrorCatalog.SyncJobUnknown, (await world.Service.CancelAsync(Guid.NewGuid(), Actor.System, CancellationToken.None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.SyncJobUnknown, (await world.Service.ResumeAsync(Guid.NewGuid(), Actor.System, CancellationToken.None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.SyncJobUnknown, (await world.Service.GetAsync(Guid.NewGuid(), CancellationToken.None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.SyncJobUnknown, (await world.Service.ErrorsAsync(Guid.NewGuid(), 1, 10, CancellationToken.None)).Problem!.Error);
    }

    [Fact]
    public async Task A_completed_job_can_be_neither_cancelled_nor_resumed()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        var job = await world.SyncAsync(datasource);

        Assert.Equal(ErrorCatalog.SyncNotCancellable, (await world.Service.CancelAsync(job.Id, Actor.System, CancellationToken.None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.SyncNotResumable, (await world.Service.ResumeAsync(job.Id, Actor.System, CancellationToken.None)).Problem!.Error);
    }

    [Fact]
    public async Task A_job_older_than_a_completed_full_sync_is_not_resumed()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;
        var old = (await world.StartFullAsync(datasource)).Required();
        await world.Service.CancelAsync(old.Id, Actor.System, CancellationToken.None);
        await world.EndOfAsync(old.Id);
        world.Embedder.HangsAfter = null;
        var newer = await world.SyncAsync(datasource);

        var resumed = await world.Service.ResumeAsync(old.Id, Actor.System, CancellationToken.None);

        Assert.Equal(ErrorCatalog.SyncSuperseded, resumed.Problem!.Error);
        Assert.Equal(newer.Id, resumed.Problem.Extensions["jobId"]);
    }

    [Fact]
    public async Task A_job_is_not_resumed_while_another_is_open()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;
        var old = (await world.StartFullAsync(datasource)).Required();
        await world.Service.CancelAsync(old.Id, Actor.System, CancellationToken.None);
        await world.EndOfAsync(old.Id);
        var open = (await world.StartFullAsync(datasource)).Required();

        var resumed = await world.Service.ResumeAsync(old.Id, Actor.System, CancellationToken.None);

        Assert.Equal(ErrorCatalog.SyncAlreadyOpen, resumed.Problem!.Error);
        Assert.Equal(open.Id, resumed.Problem.Extensions["jobId"]);
    }

    [Fact]
    public async Task No_more_jobs_run_than_the_lanes_allow_and_a_pending_one_is_cancelled_at_once()
    {
        var (world, first) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;
        var second = await world.State.AddDatasourceAsync("second");
        var third = await world.State.AddDatasourceAsync("third");
        var running = new[] { (await world.StartFullAsync(first)).Required().Id, (await world.StartFullAsync(second)).Required().Id };
        await world.UntilAsync(() => world.Embedder.Waiting == 2);
        var waiting = (await world.StartFullAsync(third)).Required();

        var cancelled = (await world.Service.CancelAsync(waiting.Id, Actor.System, CancellationToken.None)).Required();

        Assert.Equal(SyncJobStatus.Cancelled, cancelled.Status);
        foreach (var id in running)
        {
            Assert.Equal(SyncJobStatus.Running, (await world.State.JobAsync(id)).Status);
        }
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_and_filtered()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        var other = await world.State.AddDatasourceAsync("other", source => source.QdrantCollection = "others");
        var (one, two) = (await world.SyncAsync(datasource), await world.SyncAsync(other));

        var all = await world.Service.ListAsync(new SyncJobFilter(), 1, 10, CancellationToken.None);
        var ofOther = await world.Service.ListAsync(new SyncJobFilter(DatasourceId: other.Id, Status: SyncJobStatus.Completed), 1, 10, CancellationToken.None);

        Assert.Equal([two.Id, one.Id], all.Items.Select(job => job.Id));
        Assert.Equal(2, all.Total);
        Assert.Equal("other", Assert.Single(ofOther.Items).DatasourceName);
    }
}
