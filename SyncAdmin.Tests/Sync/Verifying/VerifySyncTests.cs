using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync.Verifying;

/// <summary>A verification finds what differs between source, ledger and store, nothing else, and has it mended.</summary>
public sealed class VerifySyncTests
{
    private static readonly ErrorDefinition Away = new("SYNC-1999", ProblemKind.Unavailable, "Source away", "Start it.");
    private static readonly ErrorDefinition Refused = new("SYNC-1998", ProblemKind.Forbidden, "Source refuses", "Grant SELECT.");

    [Theory]
    [InlineData(StorageProvider.Sqlite, false)]
    [InlineData(StorageProvider.Sqlite, true)]
    [InlineData(StorageProvider.Postgres, false)]
    [InlineData(StorageProvider.Postgres, true)]
    public async Task Every_sort_of_difference_is_counted_once_and_mended(StorageProvider state, bool qdrant)
    {
        await using var world = await VerifyWorld.StartAsync(1_200, state, qdrant);
        await world.ForgetAsync(Ids(1, 10));
        await world.LoseAsync(Ids(11, 20));
        await world.AgeAsync(Ids(31, 10));
        await world.MistakeAsync(Ids(41, 10));
        foreach (var id in Ids(51, 5))
        {
            world.Sync.Source.Put(id, $"renamed {id}");
            world.Sync.Source.Put(id + 5, $"product number {id + 5}", price: 9);
        }

        foreach (var id in Ids(61, 20))
        {
            world.Sync.Source.Remove(id);
        }

        await world.LoseAsync(Ids(71, 5));
        await world.ForgetAsync(Ids(76, 5));

        var (job, report) = await world.VerifyAsync();
        await world.HealedAsync();

        Assert.Equal((SyncJobStatus.Completed, 1_180L, 1_180L, 20L), (job.Status, job.TotalRecords, job.ProcessedRecords, job.DeletedRecords));
        Assert.Equal((1_180L, 60L, true), (report.Compared, report.Differing, report.Complete));
        Assert.Equal((10L, 20L), (report.MissingInLedger.Count, report.MissingInStore.Count));
        Assert.Equal((10L + 10L, 10L + 10L), (report.LedgerDiffers.Count, report.StoreDiffers.Count));
        Assert.Equal((15L, 15L), (report.SurplusInLedger.Count, report.SurplusInStore.Count));
        // Missing points, old points and what changed in the source; a wrong ledger alone costs nothing.
        Assert.Equal((40L, 50L), (report.Requeued, report.Corrected));
        Assert.Contains(new VerifyExample("11", "C11"), report.MissingInStore.Examples);
        Assert.Equal(20 + 10 + 5, world.Sync.Embedder.Counts.Values.Sum());
        await world.Sync.AssertInStepAsync();
        var healing = (await world.Sync.Services.GetRequiredService<SyncVerification>().GetAsync(job.Id, CancellationToken.None)).Required().HealingJobs;
        Assert.NotEmpty(healing);
        Assert.Equal((await world.Sync.State.AllAsync<SyncDelivery>()).Select(delivery => delivery.SyncJobId).Distinct().Order(), healing.Order());
        Assert.All(await world.Sync.State.AllAsync<SyncDelivery>(), delivery => Assert.Equal((DeliveryKind.Heal, "test-correlation"), (delivery.Kind, delivery.CorrelationId)));

        var (_, again) = await world.VerifyAsync();
        Assert.Equal((1_180L, 0L, 0L, true), (again.Compared, again.Differing, again.SurplusInLedger.Count + again.SurplusInStore.Count, again.Complete));
    }

    [Fact]
    public async Task Where_all_agree_nothing_is_written()
    {
        await using var world = await VerifyWorld.StartAsync(700);

        var (job, report) = await world.VerifyAsync();

        Assert.Equal((SyncJobStatus.Completed, 700L), (job.Status, job.SkippedRecords));
        Assert.Equal((700L, 0L, 0L, 0L), (report.Compared, report.Differing, report.Requeued, report.Corrected));
        Assert.Equal((0, 0, 0), (world.Sync.Embedder.Calls, world.Sync.Store.Upserted, world.Sync.Store.Overwritten));
        Assert.Empty(await world.Sync.State.AllAsync<SyncDelivery>());
    }

    [Fact]
    public async Task What_somebody_else_is_about_to_write_is_no_difference()
    {
        await using var world = await VerifyWorld.StartAsync(600);
        var point = (await world.Sync.Store.GetAsync("products", [PointId.Of(world.Datasource.Id, "5")], withVector: true, CancellationToken.None)).Single();
        await world.LoseAsync(5);
        IDisposable? hold = null;
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Sync.Source.PageRead = async (_, _) => hold ??= await world.Interlock.HoldAsync(["5"], CancellationToken.None);
        world.Sync.Store.Got = ids =>
        {
            if (ids.Contains(point.Id))
            {
                seen.TrySetResult();
            }
        };

        var id = (await world.StartVerifyAsync()).Id;
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await world.Sync.Store.UpsertAsync("products", [new VectorPoint(point.Id, point.Vector, point.Payload)], fence: null, CancellationToken.None);
        hold!.Dispose();
        await world.Sync.EndOfAsync(id);

        Assert.Equal((600L, 0L), ((await world.ReportAsync(id)).Compared, (await world.ReportAsync(id)).Differing));
        Assert.Empty(await world.Sync.State.AllAsync<SyncDelivery>());
    }

    [Fact]
    public async Task Nothing_is_told_of_as_surplus_nor_removed_after_a_read_that_did_not_reach_the_end()
    {
        await using var world = await VerifyWorld.StartAsync(1_000);
        world.Sync.Source.BreaksAfter = (500, new Problem(Refused, "SELECT was revoked."));
        world.Sync.Source.Remove(1);

        var (job, report) = await world.VerifyAsync();

        Assert.Equal((SyncJobStatus.Failed, "SYNC-1998", 0L), (job.Status, job.ErrorCode, job.DeletedRecords));
        Assert.Equal((false, 0L), (report.Complete, report.SurplusInStore.Count));
        Assert.Equal(1_000, (await world.Sync.PointsAsync()).Count);
    }

    [Fact]
    public async Task One_that_goes_on_counts_nothing_twice_and_finds_what_is_surplus_before_its_checkpoint()
    {
        await using var world = await VerifyWorld.StartAsync(1_000);
        await world.LoseAsync(Ids(10, 5).Concat(Ids(900, 5)));
        world.Sync.Source.Remove(20);
        world.Sync.Source.BreaksAfter = (500, new Problem(Away, "The network is gone."));

        var id = (await world.StartVerifyAsync()).Id;
        var waiting = await world.Sync.UntilAsync(id, static job => job is { Status: SyncJobStatus.Pending, WaitReason: "source" });
        Assert.Equal(5, (await world.ReportAsync(id)).Differing);
        world.Sync.Source.BreaksAfter = null;
        await world.Sync.Service.ResumeAsync(id, Actor.System, CancellationToken.None);
        var job = await world.Sync.EndOfAsync(id);
        await world.HealedAsync();

        var report = await world.ReportAsync(id);
        Assert.InRange(waiting.ProcessedRecords, 1, 500);
        Assert.Equal((SyncJobStatus.Completed, 999L, 1L), (job.Status, job.ProcessedRecords, job.DeletedRecords));
        Assert.Equal((999L, 10L, 10L), (report.Compared, report.Differing, report.MissingInStore.Count));
        Assert.Equal((1L, 1L), (report.SurplusInLedger.Count, report.SurplusInStore.Count));
        await world.Sync.AssertInStepAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Much_surplus_waits_for_a_person(bool accept)
    {
        await using var world = await VerifyWorld.StartAsync(100);
        foreach (var id in Ids(1, 40))
        {
            world.Sync.Source.Remove(id);
        }

        var jobId = (await world.StartVerifyAsync()).Id;
        var asked = await world.Sync.UntilAsync(jobId, static job => job is { Status: SyncJobStatus.Pending, WaitReason: "decision" });
        Assert.Equal((40L, 100L), (asked.Decision!.Deletes, asked.Decision.Of));
        Assert.Equal(100, (await world.Sync.PointsAsync()).Count);
        await world.DecideAsync(jobId, accept);
        var job = await world.Sync.EndOfAsync(jobId);

        Assert.Equal((SyncJobStatus.Completed, accept ? 40L : 0L, 60L), (job.Status, job.DeletedRecords, job.ProcessedRecords));
        Assert.Equal((60L, 40L, 40L), await world.SurplusAsync(jobId));
        Assert.Equal(accept ? 60 : 100, (await world.Sync.PointsAsync()).Count);
    }

    [Fact]
    public async Task Without_a_policy_to_delete_surplus_is_told_of_and_stays()
    {
        await using var world = await VerifyWorld.StartAsync(100, deletePolicy: """{"mode":"never"}""");
        world.Sync.Source.Remove(1);

        var (job, _) = await world.VerifyAsync();

        Assert.Equal((SyncJobStatus.Completed, 0L), (job.Status, job.DeletedRecords));
        Assert.Equal((99L, 1L, 1L), await world.SurplusAsync(job.Id));
        Assert.Equal(100, (await world.Sync.PointsAsync()).Count);
    }

    [Fact]
    public async Task A_row_that_is_no_record_is_counted_as_such_and_its_point_stays()
    {
        await using var world = await VerifyWorld.StartAsync(100);
        world.Sync.Source.Put(7, name: null);

        var (job, report) = await world.VerifyAsync();

        Assert.Equal((SyncJobStatus.Completed, 100L, 1L, 0L, 0L), (job.Status, report.Compared, report.Invalid, report.Differing, job.DeletedRecords));
        Assert.Equal(100, (await world.Sync.PointsAsync()).Count);
    }

    [Fact]
    public async Task It_moves_no_watermark_and_is_no_sync_of_the_collection()
    {
        var (world, datasource) = await SyncWorld.StartAsync(300, change: static row => row.ChangeField = "changed");
        await using var _ = world;
        await world.SyncAsync(datasource);
        var before = (Assert.Single(await world.State.AllAsync<SyncWatermark>()).Value, Assert.Single(await world.State.AllAsync<Collection>()).LastSyncedAt);
        world.Source.Put(1, "changed since");

        var id = (await world.Service.StartVerifyAsync(datasource.Id, Actor.System, "test-correlation", CancellationToken.None)).Required().Id;
        var job = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Completed, 300L), (job.Status, job.ProcessedRecords));
        Assert.Equal(before, (Assert.Single(await world.State.AllAsync<SyncWatermark>()).Value, Assert.Single(await world.State.AllAsync<Collection>()).LastSyncedAt));
    }

    private static IEnumerable<int> Ids(int from, int count) => Enumerable.Range(from, count);
}
