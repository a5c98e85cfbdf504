using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections.Reindexing;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Sync.Reindexing;

/// <content>What happens beside a re-index, or cuts it short.</content>
public abstract partial class ReindexConformance
{
    private static readonly ErrorDefinition Away = new("SYNC-1999", ProblemKind.Unavailable, "Away", "Start it.");

    [Fact]
    public async Task A_record_that_came_and_went_while_it_builds_is_not_in_the_new_one()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        world.Source.Put(0, "came after the last sync, and goes");
        var started = await HalfBuiltAsync(world);
        await Eventually.IsTrueAsync(async () => await NameAsync(world, datasource, "products__v2", 0) is not null, TimeSpan.FromSeconds(30), () => world.Log.ToString());

        world.Source.Remove(0);
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C0");
        await world.SecondLookAsync();
        await world.SkipWaitsAsync();
        await world.AppliedAsync(delivery);

        Assert.Null(await NameAsync(world, datasource, "products__v2", 0));
        await GoOnAsync(world);
        await DoneAsync(world, started);
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task Vectors_of_a_model_that_is_configured_while_it_builds_are_not_mixed_in()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        var model = world.Embedder.Fingerprint;
        var started = await HalfBuiltAsync(world);
        await world.StopEnginesAsync();
        world.Embedder.Fingerprint = new ModelFingerprint("test", "another-model", 768, 1);
        world.Embedder.Reset();
        await world.StartEngineAsync();
        await GoOnAsync(world);

        var refused = await world.EndOfAsync(started.Feeders[0].JobId);
        Assert.Equal((SyncJobStatus.Failed, "SYNC-2114"), (refused.Status, refused.ErrorCode));
        Assert.Empty(world.Embedder.Counts);

        await world.StopEnginesAsync();
        world.Embedder.Fingerprint = model;
        await world.StartEngineAsync();
        await DoneAsync(world, await StartAsync(world));
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task Cut_short_in_the_middle_of_the_switch_it_goes_on_and_asks_nothing_again()
    {
        var (world, datasource) = await SyncedAsync(100);
        await using var _ = world;
        world.Store.AliasesMoved = _ => throw new ProblemException(new Problem(Away, "Connection reset."));
        var started = await StartAsync(world);
        await world.UntilAsync(started.Feeders[0].JobId, static job => job.WaitReason == "store");
        Assert.Equal(ErrorCatalog.ReindexSwitching, (await ServiceOf(world).AbandonAsync("products", Actor.System, "test", None)).Problem!.Error);

        // The name was moved: whatever the store has lost since, there is no way back but a rollback, and the verification that follows heals it.
        world.Store.AliasesMoved = null;
        await world.Store.DeleteAsync("products__v2", [PointId.Of(datasource.Id, "40")], fence: null, None);
        await world.SkipWaitsAsync();
        await DoneAsync(world, started, differs: true);
    }

    [Fact]
    public async Task A_scan_that_the_switch_overtakes_leaves_a_watermark_for_the_new_one()
    {
        var (world, first) = await SyncedAsync(120, static source => source.ChangeField = "changed");
        await using var _ = world;
        var second = await world.State.AddDatasourceAsync("branch", static source => source.ChangeField = "changed");
        await world.SyncAsync(second);
        var (started, ready, goOn) = await OneOfTwoBuiltAsync(world, first, second);
        var scanGoesOn = new TaskCompletionSource();
        var held = 0;
        world.Source.PageRead = (from, _) => from > 1 && Interlocked.Increment(ref held) == 1 ? scanGoesOn.Task : Task.CompletedTask;
        var scan = (await world.StartFullAsync(ready)).Required();
        await world.UntilAsync(() => Volatile.Read(ref held) > 0);
        goOn.SetResult();
        foreach (var feeder in started.Feeders)
        {
            Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(feeder.JobId)).Status);
        }

        Assert.Equal(ReindexStatus.Done, (await GetAsync(world)).Status);
        scanGoesOn.SetResult();
        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(scan.Id)).Status);

        world.Source.Put(5, "changed after all that");
        var incremental = (await world.Service.StartIncrementalAsync(ready.Id, Actor.System, "test", None)).Required();
        Assert.Equal((SyncJobStatus.Completed, 1L), (await world.EndOfAsync(incremental.Id) is var end ? (end.Status, end.SuccessfulRecords) : default));
        await AssertInStepAsync(world, ready, "products__v2");
    }

    [Fact]
    public async Task A_sweep_that_the_store_cuts_short_leaves_nothing_in_either()
    {
        var (world, first) = await SyncedAsync(120);
        await using var _ = world;
        var second = await world.State.AddDatasourceAsync("branch");
        await world.SyncAsync(second);
        var (started, ready, goOn) = await OneOfTwoBuiltAsync(world, first, second);

        world.Source.Remove(8);
        var deletes = 0;
        world.Store.Deleting = _ =>
        {
            if (++deletes == 2)
            {
                throw new ProblemException(new Problem(Away, "Connection reset."));
            }
        };
        var sweep = (await world.StartFullAsync(ready)).Required();
        await world.UntilAsync(sweep.Id, static job => job.WaitReason == "store");
        await world.SkipWaitsAsync();
        var swept = await world.EndOfAsync(sweep.Id);
        var left = (await NameAsync(world, ready, "products__v1", 8), await NameAsync(world, ready, "products__v2", 8));
        goOn.SetResult();

        Assert.Equal((SyncJobStatus.Completed, 1L), (swept.Status, swept.DeletedRecords));
        Assert.Equal((null, null), left);
        await DoneAsync(world, started);
    }

    [Fact]
    public async Task A_point_that_was_written_before_a_kill_and_whose_record_is_gone_after_it_is_removed()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        var started = await HalfBuiltAsync(world);
        var point = Assert.Single(await world.Store.GetAsync("products__v1", [PointId.Of(datasource.Id, "150")], withVector: true, None));
        await world.Store.UpsertAsync("products__v2", [new VectorPoint(point.Id, point.Vector, point.Payload)], fence: null, None);
        world.Source.Remove(150);

        await GoOnAsync(world);
        var done = await DoneAsync(world, started);

        Assert.Equal((149L, 1L), (done.Report!.Points, done.Report.Gone));
        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task A_source_whose_key_is_not_unique_can_be_re_indexed()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        world.Source.Doubled = 7;

        await DoneAsync(world, await StartAsync(world));

        await AssertInStepAsync(world, datasource, "products__v2");
    }

    [Fact]
    public async Task With_its_last_datasource_deleted_it_can_only_be_abandoned()
    {
        var (world, datasource) = await SyncedAsync(150);
        await using var _ = world;
        await HalfBuiltAsync(world);
        Assert.True((await world.DatasourceService.DeleteAsync(datasource.Id, Actor.System, null, None)).Succeeded);
        var service = ServiceOf(world);

        Assert.Equal(ErrorCatalog.CollectionNotReindexable, (await service.StartAsync("products", new ReindexRequest(), Actor.System, "test", None)).Problem!.Error);
        Assert.True((await service.AbandonAsync("products", Actor.System, "test", None)).Succeeded);
    }

    /// <summary>Begun, and waiting for a source that went away after its first 100 records.</summary>
    private static async Task<ReindexView> HalfBuiltAsync(SyncWorld world)
    {
        world.Source.BreaksAfter = (100, new Problem(Away, "The network is gone."));
        var started = await StartAsync(world);
        await world.UntilAsync(started.Feeders[0].JobId, static job => job.WaitReason == "source");
        return started;
    }

    private static Task GoOnAsync(SyncWorld world)
    {
        world.Source.BreaksAfter = null;
        return world.SkipWaitsAsync();
    }
}
