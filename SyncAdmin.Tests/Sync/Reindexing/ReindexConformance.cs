using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Sync.Reindexing;

/// <summary>What a re-index promises, whatever holds the state: one of two collections serves at any moment, every write reaches the one that will, and it can be undone.</summary>
public abstract partial class ReindexConformance(StorageProvider provider)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_new_physical_collection_takes_the_name_over_and_no_text_is_paid_for_again()
    {
        var (world, datasource) = await SyncedAsync(250);
        await using var _ = world;
        await ManagerOf(world).SetAliasAsync("products", "catalogue", Actor.System, null, None);
        await ManagerOf(world).SetIndexAsync("products", "name", "keyword", Actor.System, null, None);
        world.Embedder.Reset();

        var done = await DoneAsync(world, await StartAsync(world, new ReindexRequest { HnswM = 24 }));

        Assert.Equal(("products__v1", "products__v2", true), (done.From, done.To, done.CanRollBack));
        Assert.Equal(new ReindexReport(250, 250, 0, 20, 20, 1), done.Report! with { Samples = 20, Found = 20 });
        Assert.Empty(world.Embedder.Counts);
        var aliases = await world.Store.ListAliasesAsync(None);
        Assert.Equal(("products__v2", "products__v2"), (aliases["products"], aliases["catalogue"]));
        var description = (await world.Store.GetCollectionAsync("products", None))!;
        Assert.Equal(24, description.Spec.HnswM);
        Assert.Contains("name", description.PayloadIndexes.Keys);
        Assert.NotNull(await world.Store.GetCollectionAsync("products__v1", None));
        await AssertInStepAsync(world, datasource, "products__v2");

        // What is there is known to be there: the verification that follows finds nothing, and neither does the next sync.
        var verify = await FollowUpAsync(world, datasource, SyncJobType.Verify);
        Assert.Equal(SyncJobStatus.Completed, verify.Status);
        var again = await world.SyncAsync(datasource);
        Assert.Equal((250L, 0L), (again.SkippedRecords, again.SuccessfulRecords));
    }

    [Fact]
    public async Task A_rollback_and_scans_that_are_asked_for_at_once_name_each_other()
    {
        var (world, datasource) = await SyncedAsync(20);
        await using var _ = world;
        await DoneAsync(world, await StartAsync(world, new ReindexRequest()));

        var rollbacks = Enumerable.Range(0, 6).Select(_ => Task.Run(() => ServiceOf(world).RollbackAsync("products", Actor.System, "test", None))).ToList();
        var scans = Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.StartFullAsync(datasource))).ToList();

        var refused = (await Task.WhenAll(rollbacks)).Select(outcome => outcome.Problem).Concat((await Task.WhenAll(scans)).Select(outcome => outcome.Problem)).OfType<Problem>().ToList();
        Assert.InRange(refused.Count, 0, 11);
        Assert.All(refused, problem => Assert.Contains(problem.Code, (string[])["SYNC-5003", "SYNC-2113"]));
    }

    [Fact]
    public async Task Deliveries_go_to_both_while_it_builds_and_no_search_fails()
    {
        var (world, datasource) = await SyncedAsync(300);
        await using var _ = world;
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Source.PageRead = (first, _) => first == 101 && reached.TrySetResult() ? goOn.Task : Task.CompletedTask;
        var started = await StartAsync(world);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // 50 was built already; 150 is on the page that was just read and is older there; 350 is new; 60 goes, 250 goes before it is read.
        world.Source.Put(50, "changed behind the reader");
        world.Source.Put(150, "changed on the page");
        world.Source.Put(350, "new in the meantime");
        world.Source.Put(70, "product number 70", price: 99);
        world.Source.Remove(60);
        world.Source.Remove(250);
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C50", "C150", "C350", "C60", "C250", "C70");
        await world.SecondLookAsync();
        await world.SkipWaitsAsync();
        Assert.Equal(DeliveryStatus.Applied, (await world.AppliedAsync(delivery)).Status);
        Assert.Equal("changed on the page", await NameAsync(world, datasource, "products", 150));
        Assert.Null(await NameAsync(world, datasource, "products", 60));

        goOn.SetResult();
        world.Source.PageRead = null;
        await DoneAsync(world, started);

        await AssertInStepAsync(world, datasource, "products__v2");
        Assert.Equal("99", await PriceAsync(world, datasource, "products", 70));
        Assert.Equal(1, world.Embedder.Counts["changed behind the reader"]);
        Assert.Equal(1, world.Embedder.Counts["changed on the page"]);
    }

    [Fact]
    public async Task A_records_job_that_began_before_writes_to_both_from_its_next_round_on()
    {
        var (world, datasource) = await SyncedAsync(600);
        await using var _ = world;
        using var gate = new ManualResetEventSlim();
        await world.State.ChangeDatasourceAsync(datasource.Id, static source => source.Status = DatasourceStatus.Paused);
        await world.DeliverAsync(datasource, DeliveryKind.Webhook, [.. Enumerable.Range(1, 500).Select(static id => $"C{id}")]);
        world.Source.Put(7, "changed before");
        var second = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C510");
        var asked = new TaskCompletionSource();
        world.Source.AskedByKey = () =>
        {
            asked.TrySetResult();
            gate.Wait(TimeSpan.FromSeconds(60));
        };
        await world.State.ChangeDatasourceAsync(datasource.Id, static source => source.Status = DatasourceStatus.Active);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        // The first round holds its records; the re-index reads all others, and waits for these.
        ReindexView started;
        try
        {
            started = await StartAsync(world);
            await Eventually.IsTrueAsync(
                async () => await world.Store.GetCollectionAsync("products__v2", None) is not null && await NameAsync(world, datasource, "products__v2", 510) is not null,
                TimeSpan.FromSeconds(60),
                () => world.Log.ToString());
            world.Source.Put(510, "changed behind the re-index");
        }
        finally
        {
            gate.Set();
        }

        await DoneAsync(world, started);
        Assert.Equal(DeliveryStatus.Applied, (await world.AppliedAsync(second)).Status);
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task A_delivery_in_the_middle_of_the_switch_moves_no_name_back()
    {
        var (world, datasource) = await SyncedAsync(100);
        await using var _ = world;
        var moves = new List<AliasAction>();
        world.Store.AliasesMoved = async actions =>
        {
            moves.AddRange(actions);
            if (moves.Count == 1)
            {
                world.Source.Put(5, "changed between the alias and the row");
                Assert.Equal(DeliveryStatus.Applied, (await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C5"))).Status);
            }
        };

        await DoneAsync(world, await StartAsync(world));

        Assert.Equal([new AliasAction("products", "products__v2")], moves);
        await AssertInStepAsync(world, datasource, "products__v1");
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task Scans_of_a_datasource_that_was_read_go_to_both_until_the_last_one_is()
    {
        var (world, first) = await SyncedAsync(120);
        await using var _ = world;
        var second = await world.State.AddDatasourceAsync("branch");
        await world.SyncAsync(second);
        var (started, ready, goOn) = await OneOfTwoBuiltAsync(world, first, second);

        world.Source.Put(7, "changed for a scan");
        world.Source.Put(130, "new for a scan");
        world.Source.Remove(8);
        var full = await world.SyncAsync(ready);
        Assert.Equal((SyncJobStatus.Completed, 1L), (full.Status, full.DeletedRecords));

        goOn.SetResult();
        await DoneAsync(world, started, differs: true);
        await AssertInStepAsync(world, ready, "products__v2");
        await world.SyncAsync(first);
        await world.SyncAsync(second);
        await AssertInStepAsync(world, first, "products__v2");
        await AssertInStepAsync(world, second, "products__v2");
    }

    [Fact]
    public async Task What_the_source_still_has_and_the_new_one_lacks_keeps_the_old_one_live()
    {
        var (world, datasource) = await SyncedAsync(300);
        await using var _ = world;

        // Another distance: texts are embedded anew, and the provider refuses one by now.
        world.Embedder.Poison = "number 77";
        var started = await StartAsync(world, new ReindexRequest { Distance = Distance.Dot });
        var failed = await world.EndOfAsync(started.Feeders[0].JobId);

        Assert.Equal((SyncJobStatus.Failed, "SYNC-5271"), (failed.Status, failed.ErrorCode));
        Assert.Contains("77", failed.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("products__v1", (await world.Store.ListAliasesAsync(None))["products"]);
        Assert.Equal(ReindexStatus.Verifying, (await GetAsync(world)).Status);

        world.Embedder.Poison = null;
        await world.DeliverAsync(datasource, DeliveryKind.Retry, "77");
        await Eventually.IsTrueAsync(async () => await NameAsync(world, datasource, "products__v2", 77) is not null, TimeSpan.FromSeconds(30), () => world.Log.ToString());
        await DoneAsync(world, await StartAsync(world));
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task Much_that_is_gone_from_the_source_is_a_persons_decision()
    {
        var (world, datasource) = await SyncedAsync(100);
        await using var _ = world;
        for (var id = 1; id <= 40; id++)
        {
            world.Source.Remove(id);
        }

        var started = await StartAsync(world);
        var jobId = started.Feeders[0].JobId;
        var waiting = await world.UntilAsync(jobId, static job => job.WaitReason == "decision");
        Assert.Equal("SYNC-5011", waiting.ErrorCode);
        Assert.Equal(100, (await PointsAsync(world, datasource, "products")).Count);

        var decisions = world.Services.GetRequiredService<SyncDecisions>();
        Assert.True((await decisions.DecideAsync(jobId, accept: true, Actor.System, None)).Succeeded);
        var done = await DoneAsync(world, started);
        Assert.Equal((60L, 100L, 40L), (done.Report!.Points, done.Report.LivePoints, done.Report.Gone));
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task What_a_sweep_removed_before_can_be_restored_after()
    {
        var (world, datasource) = await SyncedAsync(100);
        await using var _ = world;
        world.Source.Remove(9);
        var swept = await world.SyncAsync(datasource);
        Assert.Equal(1, swept.DeletedRecords);
        await DoneAsync(world, await StartAsync(world));

        var restored = await world.Services.GetRequiredService<SyncRestores>().RestoreAsync(swept.Id, Actor.System, "test", None);

        Assert.Equal(1, restored.Required().Restored);
        Assert.Equal("product number 9", await NameAsync(world, datasource, "products__v2", 9));
    }

    [Fact]
    public async Task Rolled_back_the_old_one_serves_and_catches_up()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        await DoneAsync(world, await StartAsync(world));
        world.Source.Put(5, "changed after the switch");
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C5");
        await world.AppliedAsync(delivery);

        var service = ServiceOf(world);
        var rolled = (await service.RollbackAsync("products", Actor.System, "test", None)).Required();

        Assert.Equal((ReindexStatus.Abandoned, false), (rolled.Status, rolled.CanRollBack));
        Assert.Equal("products__v1", (await world.Store.ListAliasesAsync(None))["products"]);
        Assert.Equal(SyncJobStatus.Completed, (await FollowUpAsync(world, datasource, SyncJobType.Full, after: rolled.RolledBackAt!.Value.AddMinutes(-1))).Status);
        await AssertInStepAsync(world, datasource, "products__v1");
        Assert.Equal("changed after the switch", await NameAsync(world, datasource, "products", 5));
        Assert.Equal(ErrorCatalog.ReindexNotFound, (await service.RollbackAsync("products", Actor.System, "test", None)).Problem!.Error);

        // And once more: the version that was rolled back is never used again.
        var before = (await ManagerOf(world).FindAsync("products", None)).Required();
        var again = await DoneAsync(world, await StartAsync(world));
        Assert.Equal("products__v3", again.To);
        await AssertInStepAsync(world, datasource, "products__v3");

        // A replica that looked before the switch, and removes what was rolled back only now, moves no name.
        await DropLeftoversAsync(world, before);
        Assert.Equal("products__v3", (await world.Store.ListAliasesAsync(None))["products"]);
        Assert.DoesNotContain("products__v2", await world.Store.ListCollectionsAsync(None));
    }

    [Fact]
    public async Task Abandoned_it_leaves_the_old_one_as_it_was_and_nothing_behind()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        var goOn = new TaskCompletionSource();
        world.Source.PageRead = (from, _) => from > 1 ? goOn.Task : Task.CompletedTask;
        var started = await StartAsync(world);
        var service = ServiceOf(world);

        Assert.Equal(ErrorCatalog.CollectionBeingReindexed, (await service.StartAsync("products", new ReindexRequest { HnswM = 8 }, Actor.System, "test", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionBeingReindexed, (await ManagerOf(world).DeleteAsync("products", force: true, Actor.System, null, None)).Problem!.Error);
        var abandoned = (await service.AbandonAsync("products", Actor.System, "test", None)).Required();
        goOn.SetResult();
        world.Source.PageRead = null;

        Assert.Equal(ReindexStatus.Abandoned, abandoned.Status);
        Assert.Equal(SyncJobStatus.Cancelled, (await world.EndOfAsync(started.Feeders[0].JobId)).Status);
        Assert.Equal(ErrorCatalog.ReindexNotFound, (await service.AbandonAsync("products", Actor.System, "test", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.SyncReindexOver, (await world.Service.ResumeAsync(started.Feeders[0].JobId, Actor.System, None)).Problem!.Error);
        await DropLeftoversAsync(world, (await ManagerOf(world).FindAsync("products", None)).Required());
        Assert.DoesNotContain("products__v2", await world.Store.ListCollectionsAsync(None));
        await world.SyncAsync(datasource);
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task The_watermark_goes_over_so_that_the_next_run_is_incremental()
    {
        var (world, datasource) = await SyncedAsync(150, static source => source.ChangeField = "changed");
        await using var _ = world;
        await DoneAsync(world, await StartAsync(world));
        world.Source.Put(5, "changed after the switch");

        var started = await world.Service.StartIncrementalAsync(datasource.Id, Actor.System, "test", None);
        var ended = await world.EndOfAsync(started.Required().Id);

        Assert.Equal((SyncJobStatus.Completed, 1L), (ended.Status, ended.SuccessfulRecords));
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task A_collection_of_another_model_becomes_the_configured_ones()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        await world.StopEnginesAsync();
        world.Embedder.Fingerprint = new ModelFingerprint("test", "better-model", 768, 1);
        world.Embedder.Reset();
        await world.StartEngineAsync();
        Assert.Equal("SYNC-2104", (await world.SyncAsync(datasource)).ErrorCode);

        var goOn = new TaskCompletionSource();
        world.Source.PageRead = (_, _) => goOn.Task.WaitAsync(TimeSpan.FromSeconds(60)); // On its first page: the second, which holds the record, is read after the change and never before it.
        var started = await StartAsync(world);
        world.Source.Put(149, "delivered while it builds");
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C149");
        Assert.Equal(DeliveryStatus.Applied, (await world.AppliedAsync(delivery)).Status);
        Assert.Equal("product number 149", await NameAsync(world, datasource, "products", 149));
        goOn.SetResult();
        world.Source.PageRead = null;

        var done = await DoneAsync(world, started);
        Assert.Equal(("better-model", 150L), (done.Embedding.Model, done.Report!.Points));
        Assert.Null(done.Report.Overlap);
        Assert.Equal(150, world.Embedder.Counts.Count);
        await AssertInStepAsync(world, datasource, "products__v2");
        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, (await ServiceOf(world).RollbackAsync("products", Actor.System, "test", None)).Problem!.Error);
    }

    [Fact]
    public async Task An_adopted_collection_gets_a_name_that_can_be_moved()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(120);
        await world.Store.CreateCollectionAsync("legacy", new CollectionSpec(768), None);
        await world.StartEngineAsync();
        Assert.True((await ManagerOf(world).AdoptAsync("legacy", null, world.Embedder.Fingerprint, Actor.System, null, None)).Succeeded);
        var datasource = await world.State.AddDatasourceAsync(change: static source => source.QdrantCollection = "legacy");
        await world.SyncAsync(datasource);
        var service = ServiceOf(world);
        Assert.Equal(ErrorCatalog.CollectionNotReindexable, (await service.StartAsync("legacy", new ReindexRequest(), Actor.System, "test", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionNotFound, (await service.StartAsync("nobody", new ReindexRequest(), Actor.System, "test", None)).Problem!.Error);

        var started = (await service.StartAsync("legacy", new ReindexRequest { Alias = "goods" }, Actor.System, "test", None)).Required();
        await world.EndOfAsync(started.Feeders[0].JobId);

        var done = (await service.GetAsync("goods", None)).Required();
        Assert.Equal((ReindexStatus.Done, "goods__v1"), (done.Status, done.To));
        Assert.Equal("goods", (await world.State.DatasourceAsync(datasource.Id)).QdrantCollection);
        await AssertInStepAsync(world, datasource, "goods__v1");
        await FollowUpAsync(world, datasource, SyncJobType.Verify);

        Assert.True((await service.RollbackAsync("goods", Actor.System, "test", None)).Succeeded);
        Assert.Equal("legacy", (await world.State.DatasourceAsync(datasource.Id)).QdrantCollection);
        await FollowUpAsync(world, datasource, SyncJobType.Full, after: done.SwitchedAt!.Value);
        await AssertInStepAsync(world, datasource, "legacy");
    }

    [Fact]
    public async Task One_whose_datasources_are_all_gone_can_only_be_abandoned()
    {
        var (world, datasource) = await SyncedAsync(20);
        await using var _ = world;
        world.Embedder.Poison = "number 7";
        var started = await StartAsync(world, new ReindexRequest { Distance = Distance.Dot });
        Assert.Equal(SyncJobStatus.Failed, (await world.EndOfAsync(started.Feeders[0].JobId)).Status);
        Assert.True((await world.DatasourceService.DeleteAsync(datasource.Id, Actor.System, null, None)).Succeeded);

        var service = ServiceOf(world);
        Assert.Equal(ErrorCatalog.CollectionNotReindexable, (await service.StartAsync("products", new ReindexRequest(), Actor.System, "test", None)).Problem!.Error);
        Assert.Equal(ReindexStatus.Abandoned, (await service.AbandonAsync("products", Actor.System, "test", None)).Required().Status);
    }

    [Fact]
    public async Task What_is_not_possible_is_refused_with_its_reason()
    {
        var (world, datasource) = await SyncedAsync(20);
        await using var _ = world;
        var service = ServiceOf(world);
        Assert.Equal(ErrorCatalog.ReindexNotFound, (await service.GetAsync("products", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.ReindexNotFound, (await service.RollbackAsync("products", Actor.System, "test", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionSpecInvalid, (await service.StartAsync("products", new ReindexRequest { HnswM = -1 }, Actor.System, "test", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionNotReindexable, (await service.StartAsync("products", new ReindexRequest { Alias = "other" }, Actor.System, "test", None)).Problem!.Error);
        Assert.True((await ManagerOf(world).CreateAsync("empty", new CollectionSpec(768), Actor.System, null, None)).Succeeded);
        Assert.Equal(ErrorCatalog.CollectionNotReindexable, (await service.StartAsync("empty", new ReindexRequest(), Actor.System, "test", None)).Problem!.Error);

        world.Embedder.HangsAfter = 0;
        world.Source.Put(3, "changed");
        var running = (await world.StartFullAsync(datasource)).Required();
        var busy = (await service.StartAsync("products", new ReindexRequest(), Actor.System, "test", None)).Problem!;
        Assert.Equal((ErrorCatalog.SyncAlreadyOpen, (object?)running.Id), (busy.Error, busy.Extensions["jobId"]));
        world.Embedder.LetGo();
        await world.EndOfAsync(running.Id);
    }
}
