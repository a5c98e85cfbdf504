using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Sync.Budget;

/// <summary>What a cap on money must hold, on every state database. A text costs one dollar here.</summary>
public abstract class BudgetConformance
{
    private const int Records = 2_000;
    private const int BatchSize = 50;
    private readonly StorageProvider _provider;

    private protected BudgetConformance(StorageProvider provider) => _provider = provider;

    [Fact]
    public async Task A_job_waits_for_a_person_when_its_cap_is_spent_and_has_counted_every_dollar()
    {
        var (world, datasource) = await StartAsync(budget: 500);
        await using var disposing = world;

        var job = await WaitsAsync(world, (await world.StartFullAsync(datasource)).Required().Id);

        Assert.Equal(("budget", null, ErrorCatalog.SyncBudgetReached.Code), (job.WaitReason, job.ResumeAfter, job.ErrorCode));
        Assert.InRange(job.EstimatedCost, 500, 500 + (world.Embedder.Concurrency * BatchSize));
        Assert.Equal(world.Embedder.Counts.Count, job.EstimatedCost); // All that was paid for is committed, and nothing else.
        Assert.Equal(world.Embedder.Counts.Count, (await world.PointsAsync()).Count);
        Assert.Null((await world.State.LeaseAsync(datasource.Id))!.Owner);
    }

    [Fact]
    public async Task Resumed_it_may_spend_as_much_again_and_pays_for_nothing_twice()
    {
        var (world, datasource) = await StartAsync(budget: 700);
        await using var disposing = world;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        var first = await WaitsAsync(world, id);

        await ResumeAsync(world, id);
        var second = await WaitsAsync(world, id, more: first.EstimatedCost);
        await ResumeAsync(world, id);
        var ended = await world.EndOfAsync(id);

        Assert.InRange(second.EstimatedCost, first.EstimatedCost + 700, first.EstimatedCost + 700 + (world.Embedder.Concurrency * BatchSize));
        Assert.Equal((SyncJobStatus.Completed, (long)Records, (decimal)Records), (ended.Status, ended.SuccessfulRecords, ended.EstimatedCost));
        Assert.All(world.Embedder.Counts.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_raised_cap_lets_it_go_on_by_itself_and_a_lower_one_does_not()
    {
        var (world, datasource) = await StartAsync(budget: 200);
        await using var disposing = world;
        var service = world.DatasourceService;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        var first = await WaitsAsync(world, id);

        await SetAsync(service, datasource.Id, 100);
        Assert.Equal("budget", (await world.State.JobAsync(id)).WaitReason);
        await SetAsync(service, datasource.Id, 600);
        var second = await WaitsAsync(world, id, more: first.EstimatedCost);
        await SetAsync(service, datasource.Id, null);
        var ended = await world.EndOfAsync(id);

        Assert.InRange(second.EstimatedCost, 600, 600 + (world.Embedder.Concurrency * BatchSize));
        Assert.Equal((SyncJobStatus.Completed, (decimal)Records), (ended.Status, ended.EstimatedCost));
    }

    [Fact]
    public async Task A_wait_survives_the_process()
    {
        var (world, datasource) = await StartAsync(budget: 300);
        await using var disposing = world;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        var before = await WaitsAsync(world, id);

        await world.StartEngineAsync();
        var other = await world.State.AddDatasourceAsync("other", source => source.QdrantCollection = "others");
        await world.SyncAsync(other); // Whatever would have taken the waiting job has had its chance.

        var after = await world.State.JobAsync(id);
        Assert.Equal((SyncJobStatus.Pending, "budget", before.EstimatedCost), (after.Status, after.WaitReason, after.EstimatedCost));
    }

    [Fact]
    public async Task A_sync_that_takes_over_the_checkpoint_takes_over_what_was_spent()
    {
        var (world, datasource) = await StartAsync(budget: 300);
        await using var disposing = world;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await WaitsAsync(world, id);
        await world.Service.CancelAsync(id, Actor.System, CancellationToken.None);
        var paid = world.Embedder.Counts.Count;

        var next = await WaitsAsync(world, (await world.StartFullAsync(datasource)).Required().Id);

        Assert.Equal((paid, (decimal)paid), (world.Embedder.Counts.Count, next.EstimatedCost));
    }

    [Fact]
    public async Task What_failed_before_is_retried_within_the_cap_as_well()
    {
        var (world, datasource) = await StartAsync(budget: 5_000);
        await using var disposing = world;
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE datasources SET change_field = 'changed'", token), CancellationToken.None);
        world.Embedder.Poison = "number 199"; // And 1990 to 1999.
        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
        world.Embedder.Poison = null;
        await SetAsync(world.DatasourceService, datasource.Id, 10, changeField: "changed");
        world.Source.PutMany(50, number => $"renamed {number}");
        world.Embedder.Reset();

        var id = (await world.Service.StartIncrementalAsync(datasource.Id, Actor.System, "test", CancellationToken.None)).Required().Id;
        var job = await WaitsAsync(world, id);

        Assert.Equal(("budget", 50m), (job.WaitReason, job.EstimatedCost));
        Assert.Equal(50, world.Embedder.Counts.Count);
    }

    [Fact]
    public async Task What_costs_nothing_is_never_held_up()
    {
        var (world, datasource) = await StartAsync(budget: 5_000);
        await using var disposing = world;
        await world.SyncAsync(datasource);
        await SetAsync(world.DatasourceService, datasource.Id, 1);
        world.Source.PutMany(Records); // All known.

        var again = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Completed, (long)Records, 0m), (again.Status, again.SkippedRecords, again.EstimatedCost));
    }

    [Fact]
    public async Task A_person_decides_whether_it_goes_on()
    {
        var (world, datasource) = await StartAsync(budget: 1_200);
        await using var disposing = world;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await WaitsAsync(world, id);

        await world.Consents.DecideAsync(id, accept: true, Actor.System, CancellationToken.None);
        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(id)).Status);
        Assert.Null(await world.Consents.DecideAsync(id, accept: true, Actor.System, CancellationToken.None));

        world.Source.PutMany(Records, number => $"renamed {number}");
        id = (await world.StartFullAsync(datasource)).Required().Id;
        await WaitsAsync(world, id);
        var rejected = await world.Consents.DecideAsync(id, accept: false, Actor.System, CancellationToken.None);
        Assert.Equal(SyncJobStatus.Cancelled, rejected!.Value.Required().Status);
    }

    private async Task<(SyncWorld World, Datasource Datasource)> StartAsync(decimal budget) => await SyncWorld.StartAsync(
        Records,
        _provider,
        datasource => (datasource.Budget, datasource.BatchSize) = (budget, BatchSize));

    private static Task<SyncJobView> WaitsAsync(SyncWorld world, Guid id, decimal more = -1) =>
        world.UntilAsync(id, job => job is { Status: SyncJobStatus.Pending, WaitReason: not null } && job.EstimatedCost > more);

    private static async Task ResumeAsync(SyncWorld world, Guid id) => (await world.Service.ResumeAsync(id, Actor.System, CancellationToken.None)).Required();

    private static async Task SetAsync(DatasourceService service, Guid id, decimal? budget, string? changeField = null)
    {
        var now = (await service.GetAsync(id, CancellationToken.None)).Required();
        var input = new DatasourceInput
        {
            Name = now.Name,
            Type = now.Type,
            ConnectionConfig = now.ConnectionConfig,
            QueryTemplate = now.QueryTemplate,
            KeyField = now.KeyField,
            CodeField = now.CodeField,
            FieldMapping = now.FieldMapping,
            EmbeddingFields = now.EmbeddingFields,
            QdrantCollection = now.QdrantCollection,
            BatchSize = now.BatchSize,
            Budget = budget,
            ChangeField = changeField,
        };
        (await service.UpdateAsync(id, input, Actor.System, null, CancellationToken.None)).Required();
    }
}
