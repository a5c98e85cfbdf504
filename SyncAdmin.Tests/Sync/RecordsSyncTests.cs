using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Records that are synced by name: what deliveries promise, alone and beside a scan.</summary>
public sealed class RecordsSyncTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Named_records_are_upserted_and_nothing_else_is_read(StorageProvider provider)
    {
        var (world, datasource) = await SyncedAsync(50, provider);
        await using var _ = world;
        world.Source.Put(3, "a new name");
        world.Source.Put(51, "a new record");
        world.Source.Put(9, "changed, but nobody says so");

        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3", "C51");

        var applied = await world.AppliedAsync(delivery);
        Assert.Equal((DeliveryStatus.Applied, 2), (applied.Status, applied.ReadOutcomes().Count(static one => one.Outcome == RecordOutcome.Upserted)));
        Assert.Equal(1, world.Embedder.Counts["a new name"]);
        Assert.DoesNotContain("changed, but nobody says so", world.Embedder.Counts.Keys);
        Assert.Equal(51, (await world.PointsAsync()).Count);
        var job = await world.EndOfAsync(applied.SyncJobId);
        Assert.Equal((SyncJobType.Webhook, SyncJobStatus.Completed, 2L), (job.Type, job.Status, job.SuccessfulRecords));
        Assert.Null((await world.State.LeaseAsync(datasource.Id))!.Owner);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_code_that_has_vanished_is_deleted_at_the_second_look(StorageProvider provider)
    {
        var (world, datasource) = await SyncedAsync(50, provider);
        await using var _ = world;
        world.Source.Remove(3);

        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3", "C4");
        await world.SecondLookAsync();
        Assert.Equal(50, (await world.PointsAsync()).Count);

        await world.SkipWaitsAsync();
        var applied = await world.AppliedAsync(delivery);
        Assert.Equal([new DeliveryOutcome("C3", RecordOutcome.Deleted), new DeliveryOutcome("C4", RecordOutcome.Unchanged)], applied.ReadOutcomes());
        Assert.Equal(1, (await world.EndOfAsync(applied.SyncJobId)).DeletedRecords);
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task What_is_committed_after_the_call_is_found_by_the_second_look()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;

        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3", "C60");
        await world.SecondLookAsync();
        world.Source.Put(3, "committed late");
        world.Source.Put(60, "inserted late");
        await world.SkipWaitsAsync();

        var applied = await world.AppliedAsync(delivery);
        Assert.All(applied.ReadOutcomes(), static one => Assert.Equal(RecordOutcome.Upserted, one.Outcome));
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_record_that_was_renamed_is_not_deleted_with_its_old_code()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        world.Source.Put(3, "product number 3", code: "NEW");

        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3");

        Assert.Equal(RecordOutcome.Upserted, Assert.Single((await world.AppliedAsync(delivery)).ReadOutcomes()).Outcome);
        Assert.Equal("NEW", (await world.PointsAsync())["3"].Code);
    }

    [Fact]
    public async Task A_record_that_is_being_deleted_is_no_loss_of_the_store_to_a_full_sync_that_begins()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        using var deleted = new SemaphoreSlim(0);
        using var commit = new SemaphoreSlim(0);
        using var looked = new SemaphoreSlim(0);
        world.Store.AfterDelete = () =>
        {
            deleted.Release();
            return commit.WaitAsync();
        };
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Record, DeliveryAction.Delete, "C3");
        await deleted.WaitAsync();
        world.Store.Got = _ => looked.Release();

        var full = (await world.StartFullAsync(datasource)).Required();
        await looked.WaitAsync();
        world.Store.Got = null;
        commit.Release();

        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(full.Id)).Status);
        Assert.Equal(RecordOutcome.Removed, Assert.Single((await world.AppliedAsync(delivery)).ReadOutcomes()).Outcome);
        Assert.DoesNotContain(world.Log.Lines, line => line.Contains("the store holds", StringComparison.Ordinal));
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_code_that_nobody_knows_is_said_so()
    {
        var (world, datasource) = await SyncedAsync(5);
        await using var _ = world;

        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "nothing");
        await world.SecondLookAsync();
        await world.SkipWaitsAsync();

        Assert.Equal(RecordOutcome.NotFound, Assert.Single((await world.AppliedAsync(delivery)).ReadOutcomes()).Outcome);
    }

    [Fact]
    public async Task A_record_that_fails_is_an_error_of_its_delivery_and_is_resolved_by_a_retry()
    {
        var (world, datasource) = await SyncedAsync(5);
        await using var _ = world;
        world.Embedder.Poison = "poisoned";
        world.Source.Put(3, "poisoned");
        world.Source.Put(4, "good");

        var failed = await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3", "C4"));
        Assert.Equal((DeliveryStatus.Failed, RecordOutcome.Failed, RecordOutcome.Upserted), (failed.Status, failed.ReadOutcomes()[0].Outcome, failed.ReadOutcomes()[1].Outcome));
        Assert.Contains("SYNC-3999", failed.ReadOutcomes()[0].Error!, StringComparison.Ordinal);

        world.Embedder.Poison = null;
        await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Retry, "3"));
        await world.AssertInStepAsync();
        Assert.Equal(0, await world.State.ScalarAsync<long>("SELECT count(*) FROM sync_errors WHERE NOT resolved"));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_delivery_is_applied_while_a_full_sync_runs_and_is_not_overwritten_by_its_older_read(StorageProvider provider)
    {
        var (world, datasource) = await SyncWorld.StartAsync(400, provider);
        await using var _ = world;
        SyncDelivery? delivery = null;
        world.Source.PageRead = async (first, _) =>
        {
            if (first == 201)
            {
                // Read already, as the old one, and on its way.
                world.Source.Put(205, "the newer name");
                delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C205");
                await world.AppliedAsync(delivery);
            }
        };

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Completed, 0L), (job.Status, job.FailedRecords));
        Assert.Equal(DeliveryStatus.Applied, (await world.AppliedAsync(delivery!)).Status);
        await world.AssertInStepAsync();
        Assert.Equal(1, world.Embedder.Counts["the newer name"]);
    }

    [Fact]
    public async Task A_record_that_was_deleted_while_a_full_sync_had_read_it_stays_deleted()
    {
        var (world, datasource) = await SyncedAsync(400);
        await using var _ = world;
        world.Source.PutMany(400, id => $"changed {id}");
        world.Source.PageRead = async (first, _) =>
        {
            if (first == 201)
            {
                world.Source.Remove(205);
                var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C205");
                await world.SecondLookAsync();
                await world.SkipWaitsAsync();
                await world.AppliedAsync(delivery);
            }
        };

        await world.SyncAsync(datasource);

        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task What_is_held_while_a_full_sync_would_write_it_is_read_again_at_its_end()
    {
        var (world, datasource) = await SyncWorld.StartAsync(300);
        await using var _ = world;
        var running = await world.HoldWhileScanningAsync(datasource, "205");

        Assert.Equal(SyncJobStatus.Completed, running.Status);
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task Two_long_scans_never_hold_up_a_delivery()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        var others = new[] { await world.State.AddDatasourceAsync("second"), await world.State.AddDatasourceAsync("third") };
        world.Embedder.HangsAfter = world.Embedder.Counts.Count;
        foreach (var other in others)
        {
            var started = (await world.StartFullAsync(other)).Required();
            await world.UntilAsync(started.Id, static job => job.Status == SyncJobStatus.Running);
        }

        world.Source.Put(3, "product number 3", price: 7);
        var applied = await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3"));

        Assert.Equal(RecordOutcome.Upserted, Assert.Single(applied.ReadOutcomes()).Outcome);
    }

    [Fact]
    public async Task Deliveries_of_a_cancelled_job_are_cancelled()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;
        world.Source.Put(3, "a new name");
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3");
        await world.UntilAsync(() => world.Embedder.Waiting > 0);

        await world.Service.CancelAsync(delivery.SyncJobId, Actor.System, CancellationToken.None);

        Assert.Equal(SyncJobStatus.Cancelled, (await world.EndOfAsync(delivery.SyncJobId)).Status);
        Assert.Equal(DeliveryStatus.Cancelled, (await world.AppliedAsync(delivery)).Status);
    }

    [Fact]
    public async Task Deliveries_of_a_failed_job_find_another_home_and_are_given_up_at_last()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        world.Source.Away = new Problem(ErrorCatalog.SyncUnexpected, "The source is broken.");
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3");

        for (var home = 0; home < DeliveryWork.MostHomes; home++)
        {
            await world.RehomedAsync(delivery, home + 1);
            await world.SkipWaitsAsync();
        }

        var given = await world.AppliedAsync(delivery);
        Assert.Equal((DeliveryStatus.Failed, DeliveryWork.MostHomes), (given.Status, given.Homes));
        var told = Assert.Single(await world.State.AllAsync<Notification>());
        Assert.Equal((NotificationKind.DeadLetter, "shop", 1L), (told.Kind, told.SubjectName, told.Count));
    }

    [Fact]
    public async Task A_paused_datasource_holds_its_deliveries()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.Status = DatasourceStatus.Paused);
        world.Source.Put(3, "a new name");
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Webhook, "C3");

        // A record that a person names is synced nonetheless: proof that the dispatcher had its chance.
        world.Source.Put(4, "another name");
        await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Record, "C4"));
        Assert.DoesNotContain("a new name", world.Embedder.Counts.Keys);

        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.Status = DatasourceStatus.Active);
        Assert.Equal(DeliveryStatus.Applied, (await world.AppliedAsync(delivery)).Status);
    }

    [Fact]
    public async Task A_person_can_remove_a_point_that_the_source_still_has()
    {
        var (world, datasource) = await SyncedAsync(50);
        await using var _ = world;

        var removed = await world.AppliedAsync(await world.DeliverAsync(datasource, DeliveryKind.Record, DeliveryAction.Delete, "C3"));

        Assert.Equal(RecordOutcome.Removed, Assert.Single(removed.ReadOutcomes()).Outcome);
        Assert.DoesNotContain("3", (await world.PointsAsync()).Keys);
        Assert.Equal(49, await world.State.ScalarAsync<long>("SELECT count(*) FROM record_ledger"));
    }

    private static async Task<(SyncWorld World, Datasource Datasource)> SyncedAsync(int records, StorageProvider provider = StorageProvider.Sqlite)
    {
        var (world, datasource) = await SyncWorld.StartAsync(records, provider);
        await world.SyncAsync(datasource);
        world.Embedder.Reset();
        return (world, datasource);
    }
}
