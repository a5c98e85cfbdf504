using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Timeline;
using Xunit;

namespace SyncAdmin.Tests.Sync.Sweeping;

/// <summary>What a sweep removed comes back as it was.</summary>
public sealed class SyncRestoresTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite, false)]
    [InlineData(StorageProvider.Postgres, true)]
    public async Task Every_point_and_ledger_row_comes_back_as_it_was(StorageProvider state, bool qdrant)
    {
        await using var world = await SweepWorld.StartAsync(2_000, state, qdrant);
        var before = await world.PointAsync("7");
        var ledger = await LedgerAsync(world);
        world.Remove(1, 390);
        var job = await world.SyncAsync();
        Assert.Equal(390, job.DeletedRecords);

        var restored = (await world.RestoreAsync(job.Id)).Required();

        Assert.Equal(new RestoreView(job.Id, 390, 0), restored);
        Assert.Equal(SweepWorld.Keys(1, 2_000), await world.KeysInStoreAsync());
        var after = await world.PointAsync("7");
        Assert.Equal(before.Vector.ToArray(), after.Vector.ToArray());
        var (was, @is) = (SyncPayload.Read(before.Payload)!, SyncPayload.Read(after.Payload)!);
        Assert.Equal(was with { Fence = @is.Fence }, @is);
        Assert.True(@is.Fence > was.Fence);
        Assert.Equal(SyncPayload.Strip(before.Payload).ToArray(), SyncPayload.Strip(after.Payload).ToArray());
        Assert.Equal(ledger, await LedgerAsync(world));
        Assert.Empty(await world.RemovedAsync());
        Assert.Null((await world.Sync.State.LeaseAsync(world.Datasource.Id))!.Owner);
        Assert.Contains(await world.Sync.State.AllAsync<AuditEntry>(), entry => entry.Action == "sync.restore");
        Assert.Contains(await world.Sync.State.AllAsync<SyncJobEvent>(), entry => entry is { Kind: JobEventKind.Restored, Detail: "390" } && entry.SyncJobId == job.Id);
    }

    [Fact]
    public async Task What_was_restored_is_not_paid_for_again_when_its_records_come_back()
    {
        await using var world = await SweepWorld.StartAsync(100);
        world.Remove(1, 10);
        await world.RestoreAsync((await world.SyncAsync()).Id);
        world.Sync.Source.PutMany(100);
        world.Sync.Embedder.Reset();

        var job = await world.SyncAsync();

        Assert.Equal((100L, 0L, 0), (job.SkippedRecords, job.DeletedRecords, world.Sync.Embedder.Calls));
    }

    [Fact]
    public async Task A_record_that_is_there_again_stays_as_it_is()
    {
        await using var world = await SweepWorld.StartAsync(100);
        world.Remove(1, 10);
        var swept = await world.SyncAsync();
        world.Sync.Source.Put(5, "another five", price: 55);
        await world.SyncAsync();

        var restored = (await world.RestoreAsync(swept.Id)).Required();

        Assert.Equal((9L, 1L), (restored.Restored, restored.Skipped));
        Assert.Contains("another five", System.Text.Encoding.UTF8.GetString((await world.PointAsync("5")).Payload.Span), StringComparison.Ordinal);
        Assert.Equal(SweepWorld.Keys(1, 100), await world.KeysInLedgerAsync());
    }

    [Fact]
    public async Task A_restore_that_was_cut_short_goes_on_when_it_is_asked_for_again()
    {
        await using var world = await SweepWorld.StartAsync(2_000);
        world.Remove(1, 390);
        var job = await world.SyncAsync();
        world.Sync.Store.Upserting = upserts => upserts == 2 ? new IOException("Cut short.") : null;

        await Assert.ThrowsAsync<IOException>(() => world.RestoreAsync(job.Id));
        Assert.Equal(1_860, (await world.KeysInLedgerAsync()).Count);
        Assert.Contains(await world.Sync.State.AllAsync<SyncJobEvent>(), entry => entry is { Kind: JobEventKind.Restored, Detail: "250" });
        Assert.Contains(await world.Sync.State.AllAsync<AuditEntry>(), entry => entry.Action == "sync.restore");
        Assert.Equal((140L, 0L), ((await world.RestoreAsync(job.Id)).Required() is var rest ? rest.Restored : 0, rest.Skipped));

        Assert.Equal(SweepWorld.Keys(1, 2_000), await world.KeysInStoreAsync());
        Assert.Equal("SYNC-5013", (await world.RestoreAsync(job.Id)).Problem?.Code);
    }

    [Fact]
    public async Task Of_several_who_restore_at_once_one_does_and_the_others_learn_that_nothing_is_left()
    {
        await using var world = await SweepWorld.StartAsync(100);
        world.Remove(1, 10);
        var job = await world.SyncAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.RestoreAsync(job.Id)));

        Assert.Equal(10, Assert.Single(outcomes, outcome => outcome.Succeeded).Required().Restored);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal("SYNC-5013", outcome.Problem!.Code));
        Assert.Single(await world.Sync.State.AllAsync<SyncJobEvent>(), entry => entry.Kind == JobEventKind.Restored);
    }

    [Fact]
    public async Task Nothing_is_restored_while_the_datasource_is_at_work()
    {
        await using var world = await SweepWorld.StartAsync(100);
        world.Remove(1, 10);
        var swept = await world.SyncAsync();
        world.Sync.Source.Put(500, "new and slow");
        world.Sync.Embedder.HangsAfter = 0;
        await world.Sync.StartFullAsync(world.Datasource);
        await world.Sync.UntilAsync(() => world.Sync.Embedder.Waiting > 0);

        Assert.Equal("SYNC-5014", (await world.RestoreAsync(swept.Id)).Problem?.Code);
    }

    [Fact]
    public async Task A_job_that_removed_nothing_restores_nothing()
    {
        await using var world = await SweepWorld.StartAsync(10);
        var job = await world.SyncAsync();

        Assert.Equal("SYNC-5013", (await world.RestoreAsync(job.Id)).Problem?.Code);
        Assert.Equal("SYNC-5001", (await world.RestoreAsync(Guid.NewGuid())).Problem?.Code);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Removed_points_are_forgotten_after_a_day(StorageProvider state)
    {
        await using var world = await SweepWorld.StartAsync(2_000, state);
        world.Remove(1, 390);
        var job = await world.SyncAsync();
        var upkeep = world.Sync.Services.GetServices<IHostedService>().OfType<RemovedPointUpkeep>().Single();

        Assert.Equal(0, await upkeep.ForgetAsync(CancellationToken.None));
        await world.Sync.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync($"UPDATE removed_points SET removed_at = {transaction.Time.NowPlus(TimeSpan.FromHours(-25))} WHERE record_key <> '7'", token), CancellationToken.None);

        Assert.Equal(389, await upkeep.ForgetAsync(CancellationToken.None));
        Assert.Equal("7", Assert.Single(await world.RemovedAsync()).RecordKey);
        Assert.Equal(1, (await world.RestoreAsync(job.Id)).Required().Restored);
    }

    private static async Task<List<(string Key, string Code, string TextHash, string PayloadHash)>> LedgerAsync(SweepWorld world) =>
    [
        .. (await world.Sync.State.AllAsync<LedgerEntry>())
            .Select(row => (row.RecordKey, row.RecordCode, Convert.ToHexString(row.TextHash), Convert.ToHexString(row.PayloadHash)))
            .OrderBy(row => row.RecordKey, StringComparer.Ordinal),
    ];
}
