using System.Text;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync.Sweeping;

/// <summary>A full sync removes the points of records that are gone, and no others.</summary>
public sealed class SweepTests
{
    private static readonly ErrorDefinition Away = new("SYNC-1999", ProblemKind.Unavailable, "Source away", "Start it.");
    private static readonly ErrorDefinition Refused = new("SYNC-1998", ProblemKind.Forbidden, "Source refuses", "Grant SELECT.");

    [Theory]
    [InlineData(StorageProvider.Sqlite, false)]
    [InlineData(StorageProvider.Sqlite, true)]
    [InlineData(StorageProvider.Postgres, false)]
    [InlineData(StorageProvider.Postgres, true)]
    public async Task A_record_that_is_gone_loses_its_point_and_its_ledger_row(StorageProvider state, bool qdrant)
    {
        await using var world = await SweepWorld.StartAsync(2_000, state, qdrant);
        world.Remove(301, 390);
        world.Sync.Source.Put(5_000, "a new one");

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 390L, 1L, 1_610L), (job.Status, job.DeletedRecords, job.SuccessfulRecords, job.SkippedRecords));
        var expected = SweepWorld.Keys(1, 300).Concat(SweepWorld.Keys(691, 1_310)).Append("5000").Order(StringComparer.Ordinal);
        Assert.Equal(expected, await world.KeysInStoreAsync());
        Assert.Equal(expected, await world.KeysInLedgerAsync());
        Assert.Equal(390, (await world.RemovedAsync()).Count);
        Assert.Contains(world.Sync.Log.Lines, line => line.Contains("390 points removed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_in_which_nothing_is_gone_is_not_passed_over_a_second_time()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Sync.Source.Put(2_000, "a new one");

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 0L), (job.Status, job.DeletedRecords));
        Assert.Equal(0, world.Sync.Source.KeyPasses);
    }

    [Fact]
    public async Task Nothing_is_removed_after_a_pass_that_did_not_reach_the_end()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 100);
        world.Sync.Source.KeysBreakAfter = (500, new Problem(Refused, "SELECT was revoked."));

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Failed, "SYNC-1998", 0L), (job.Status, job.ErrorCode, job.DeletedRecords));
        Assert.Equal(1_000, (await world.KeysInStoreAsync()).Count);
        Assert.Equal(1_000, (await world.KeysInLedgerAsync()).Count);

        world.Sync.Source.KeysBreakAfter = null;
        var next = await world.SyncAsync();
        Assert.Equal((SyncJobStatus.Completed, 100L), (next.Status, next.DeletedRecords));
        Assert.Equal(SweepWorld.Keys(101, 900), await world.KeysInStoreAsync());
    }

    [Fact]
    public async Task A_source_that_goes_away_during_the_sweep_makes_the_job_wait_and_then_go_on()
    {
        await using var world = await SweepWorld.StartAsync(6_000);
        world.Remove(1, 1_150);
        var asked = 0;
        world.Sync.Source.AskedByKey = () =>
        {
            if (++asked == 2)
            {
                throw new ProblemException(new Problem(Away, "The network is gone."));
            }
        };

        var id = (await world.Sync.StartFullAsync(world.Datasource)).Required().Id;
        var waiting = await world.Sync.UntilAsync(id, job => job.WaitReason == "source");
        Assert.Equal(1_000, waiting.DeletedRecords);
        await world.Sync.Service.ResumeAsync(id, Actor.System, CancellationToken.None);
        var ended = await world.Sync.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Completed, 1_150L), (ended.Status, ended.DeletedRecords));
        Assert.Equal(SweepWorld.Keys(1_151, 4_850), await world.KeysInStoreAsync());
        Assert.Equal(SweepWorld.Keys(1_151, 4_850), await world.KeysInLedgerAsync());
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, true)]
    [InlineData(StorageProvider.Postgres, false)]
    public async Task An_attempt_that_was_abandoned_between_ledger_and_store_is_finished_by_the_next(StorageProvider state, bool qdrant)
    {
        await using var world = await SweepWorld.StartAsync(2_000, state, qdrant);
        world.Remove(1, 400);
        var pages = 0;
        world.Sync.Store.Deleting = _ =>
        {
            if (++pages == 2)
            {
                throw new ProblemException(new Problem(Away, "Abandoned here."));
            }
        };

        var id = (await world.Sync.StartFullAsync(world.Datasource)).Required().Id;
        await world.Sync.UntilAsync(id, job => job.WaitReason == "store");
        Assert.Equal((1_750, 1_600), ((await world.KeysInStoreAsync()).Count, (await world.KeysInLedgerAsync()).Count));
        await world.Sync.Service.ResumeAsync(id, Actor.System, CancellationToken.None);
        var ended = await world.Sync.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Completed, 400L), (ended.Status, ended.DeletedRecords));
        Assert.Equal(SweepWorld.Keys(401, 1_600), await world.KeysInLedgerAsync());
        Assert.Equal(SweepWorld.Keys(401, 1_600), await world.KeysInStoreAsync());
        Assert.Equal((400L, 0L), ((await world.RestoreAsync(id)).Required() is var restored ? restored.Restored : 0, restored.Skipped));
        Assert.Equal(SweepWorld.Keys(1, 2_000), await world.KeysInStoreAsync());
    }

    [Fact]
    public async Task A_record_that_comes_back_before_its_point_is_removed_keeps_it()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 100);
        world.Sync.Source.AskedByKey = () => world.Sync.Source.Put(50, "product number 50");

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 99L), (job.Status, job.DeletedRecords));
        Assert.Contains("50", await world.KeysInStoreAsync());
        Assert.Contains("50", await world.KeysInLedgerAsync());
    }

    [Fact]
    public async Task A_record_that_a_delivery_brings_back_while_its_point_is_removed_ends_up_with_a_point()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 100);
        var delivered = Guid.Empty;
        world.Sync.Store.BeforeDelete = async () =>
        {
            if (delivered != Guid.Empty)
            {
                return;
            }

            // The source was asked and the ledger has forgotten the record: now it comes back, and a records job takes it up.
            world.Sync.Source.Put(50, "back again");
            delivered = await world.DeliverAsync("C50");
            await world.Sync.UntilAsync(delivered, static job => job.Status == SyncJobStatus.Running);
            // It must not get through; were it let, its new point would be deleted right now.
            for (var i = 0; i < 14 && (await world.Sync.State.JobAsync(delivered)).Status == SyncJobStatus.Running; i++)
            {
                await Task.Delay(50);
            }
        };

        var job = await world.SyncAsync();
        var records = await world.Sync.EndOfAsync(delivered);

        Assert.Equal((SyncJobStatus.Completed, 100L), (job.Status, job.DeletedRecords));
        Assert.Equal((SyncJobStatus.Completed, 1L), (records.Status, records.SuccessfulRecords));
        Assert.Contains("50", await world.KeysInStoreAsync());
        Assert.Contains("50", await world.KeysInLedgerAsync());
    }

    [Fact]
    public async Task A_datasource_that_never_deletes_keeps_every_point()
    {
        await using var world = await SweepWorld.StartAsync(100, deletePolicy: """{"mode":"never","maxShare":0.2}""");
        world.Remove(1, 50);

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 0L, 0), (job.Status, job.DeletedRecords, world.Sync.Source.KeyPasses));
        Assert.Equal(100, (await world.KeysInStoreAsync()).Count);
    }

    [Fact]
    public async Task A_record_that_can_not_be_mapped_any_more_keeps_its_point()
    {
        await using var world = await SweepWorld.StartAsync(100);
        world.Sync.Source.Put(7, "");

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 1L, 0L), (job.Status, job.FailedRecords, job.DeletedRecords));
        Assert.Contains("7", await world.KeysInStoreAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_point_that_the_ledger_knows_nothing_of_is_treated_like_a_swept_one(bool qdrant)
    {
        await using var world = await SweepWorld.StartAsync(100, qdrant: qdrant);
        var alien = Guid.NewGuid();
        await AddPointAsync(world, world.Datasource.Id, "999");
        await AddPointAsync(world, world.Datasource.Id, "no number");
        await AddPointAsync(world, world.Datasource.Id, "7|8");
        await AddPointAsync(world, alien, "999");

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 3L), (job.Status, job.DeletedRecords));
        Assert.Equal(101, (await world.Sync.Store.ScrollAsync("products", null, null, 1_000, withVector: false, CancellationToken.None)).Points.Count);
        Assert.Single(await world.Sync.Store.GetAsync("products", [PointId.Of(alien, "999")], withVector: false, CancellationToken.None));
        Assert.Equal(["7|8", "999", "no number"], (await world.RemovedAsync()).Select(point => point.RecordKey).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_point_that_the_ledger_has_forgotten_is_written_again_and_not_removed()
    {
        await using var world = await SweepWorld.StartAsync(100);
        await world.Sync.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("DELETE FROM record_ledger WHERE record_key IN ('5', '6')", token), CancellationToken.None);

        var job = await world.SyncAsync();

        Assert.Equal((SyncJobStatus.Completed, 2L, 0L), (job.Status, job.SuccessfulRecords, job.DeletedRecords));
        Assert.Equal(SweepWorld.Keys(1, 100), await world.KeysInStoreAsync());
        Assert.Equal(SweepWorld.Keys(1, 100), await world.KeysInLedgerAsync());
    }

    [Fact]
    public async Task A_job_that_was_resumed_sweeps_the_whole_source_and_not_only_what_it_read()
    {
        await using var world = await SweepWorld.StartAsync(2_000);
        world.Remove(1, 100);
        world.Sync.Source.BreaksAfter = (1_000, new Problem(Refused, "SELECT was revoked."));
        var failed = await world.SyncAsync();
        world.Sync.Source.BreaksAfter = null;
        world.Remove(200, 50); // Behind the checkpoint: only the pass over the keys can tell.

        await world.Sync.Service.ResumeAsync(failed.Id, Actor.System, CancellationToken.None);
        var job = await world.Sync.EndOfAsync(failed.Id);

        Assert.Equal((SyncJobStatus.Completed, 150L), (job.Status, job.DeletedRecords));
        Assert.Equal(1_850, (await world.KeysInStoreAsync()).Count);
    }

    private static Task AddPointAsync(SweepWorld world, Guid datasource, string key)
    {
        var vector = new float[768];
        vector[0] = 1;
        var payload = SyncPayload.Combine(Encoding.UTF8.GetBytes("{}"), new SyncMembers(datasource, key, key, default, default, 1));
        return world.Sync.Store.UpsertAsync("products", [new VectorPoint(PointId.Of(datasource, key), vector, payload)], fence: null, CancellationToken.None);
    }
}
