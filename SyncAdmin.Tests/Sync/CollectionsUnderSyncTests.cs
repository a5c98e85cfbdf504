using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Collections that are adopted, deleted and taken back around real syncs.</summary>
public sealed class CollectionsUnderSyncTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Foreign = new("00000000-0000-0000-0000-00000000abcd");

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_collection_is_not_deleted_under_a_running_sync_unless_forced_and_then_the_job_says_why_it_failed(StorageProvider provider)
    {
        var (world, datasource, manager) = await StartAsync(2_000, provider);
        await using var _ = world;
        world.Embedder.HangsAfter = 1_000;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);

        var refused = await manager.DeleteAsync("products", force: false, Actor.System, null, None);
        Assert.Equal(ErrorCatalog.CollectionBusy, refused.Problem!.Error);
        Assert.Equal(id, refused.Problem.Extensions["jobId"]);

        Assert.True((await manager.DeleteAsync("products", force: true, Actor.System, null, None)).Required());
        world.Embedder.LetGo();
        var failed = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Failed, "SYNC-2073"), (failed.Status, failed.ErrorCode));
        Assert.Contains("products__v1", failed.ErrorMessage, StringComparison.Ordinal);
        Assert.Empty(await LedgerAsync(world));
        Assert.Empty(await world.Store.ListCollectionsAsync(None));

        // Started again, it makes the collection anew and does not go on from a checkpoint of the old one.
        var again = await world.SyncAsync(datasource);
        Assert.Equal((SyncJobStatus.Completed, 2_000L), (again.Status, again.SuccessfulRecords));
        Assert.Equal(["products__v2"], await world.Store.ListCollectionsAsync(None));
        Assert.Equal(2_000, (await world.PointsAsync()).Count);
    }

    [Fact]
    public async Task A_commit_that_comes_after_the_deletion_writes_nothing()
    {
        var (world, datasource, manager) = await StartAsync(300);
        await using var _ = world;
        await world.SyncAsync(datasource);
        var row = (await manager.FindAsync("products", None)).Required();
        await world.State.Database.WriteAsync((transaction, token) => LiveCollection.AssertAsync(transaction, row.PhysicalName, mirror: null, token), None);

        await manager.DeleteAsync("products", force: true, Actor.System, null, None);

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            world.State.Database.WriteAsync((transaction, token) => LiveCollection.AssertAsync(transaction, row.PhysicalName, mirror: null, token), None));
        Assert.Equal(ErrorCatalog.CollectionDeletedMeanwhile, refused.Problem.Error);
    }

    [Fact]
    public async Task A_sync_into_an_adopted_collection_leaves_what_was_there_and_its_deletion_too()
    {
        var (world, datasource, manager) = await StartAsync(300);
        await using var _ = world;
        await AdoptAsync(world, manager);

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Completed, 300L), (job.Status, job.SuccessfulRecords));
        Assert.Equal(301, await world.Store.CountAsync("products", null, None));
        var view = (await manager.GetAsync("products", None)).Required();
        Assert.Equal((301L, 301L, datasource.Id, true), (view.TotalPoints, view.LastCount!.Points, view.LastSyncedBy, view.LastSyncedAt is not null));
        Assert.Equal(ErrorCatalog.CollectionModelUnknown, view.Warning!.Error);
        var second = await world.SyncAsync(datasource);
        Assert.Equal((0L, 300L), (second.SuccessfulRecords, second.SkippedRecords));
        Assert.Contains(world.Log.Lines, line => line.Contains("taken for test/model/768/v1", StringComparison.Ordinal));

        Assert.True((await manager.DeleteAsync("products", force: true, Actor.System, null, None)).Required());

        Assert.Equal(Foreign, Assert.Single((await world.Store.ScrollAsync("products", null, null, 10, false, None)).Points).Id);
        Assert.Empty(await LedgerAsync(world));
    }

    [Fact]
    public async Task What_a_running_sync_writes_after_its_adopted_collection_was_given_back_is_taken_back()
    {
        var (world, datasource, manager) = await StartAsync(300);
        await using var _ = world;
        await AdoptAsync(world, manager);
        await world.SyncAsync(datasource);
        world.Source.PutMany(600, id => $"renamed product {id}");
        var (writes, go) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Store.BeforeUpsert = () =>
        {
            writes.TrySetResult();
            return go.Task.WaitAsync(TimeSpan.FromSeconds(60));
        };
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(() => writes.Task.IsCompleted);
        Assert.True((await manager.DeleteAsync("products", force: true, Actor.System, null, None)).Required());
        var upserted = world.Store.Upserted;

        go.SetResult();
        var failed = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Failed, "SYNC-2073"), (failed.Status, failed.ErrorCode));
        Assert.True(world.Store.Upserted > upserted, "Nothing was in flight.");
        Assert.Equal(Foreign, Assert.Single((await world.Store.ScrollAsync("products", null, null, 10, false, None)).Points).Id);
        Assert.Empty(await LedgerAsync(world));
    }

    [Fact]
    public async Task A_checkpoint_of_an_adopted_collection_is_void_once_it_was_given_back()
    {
        var (world, datasource, manager) = await StartAsync(1_000);
        await using var _ = world;
        await AdoptAsync(world, manager);
        world.Embedder.HangsAfter = 500;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);
        await world.Service.CancelAsync(id, Actor.System, None);
        Assert.True((await world.EndOfAsync(id)).ProcessedRecords > 0);
        world.Embedder.LetGo();
        await manager.DeleteAsync("products", force: true, Actor.System, null, None);
        Assert.True((await manager.AdoptAsync("products", null, null, Actor.System, null, None)).Succeeded);

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Completed, 1_000L, null), (job.Status, job.SuccessfulRecords, job.Resume));
        Assert.Equal(1_001, await world.Store.CountAsync("products", null, None));
    }

    private static async Task<(SyncWorld World, Datasource Datasource, CollectionManager Manager)> StartAsync(int records, StorageProvider provider = StorageProvider.Sqlite)
    {
        var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(records);
        var datasource = await world.State.AddDatasourceAsync();
        var host = await world.StartEngineAsync();
        return (world, datasource, host.Services.GetRequiredService<CollectionManager>());
    }

    /// <summary>A collection <c>products</c> of another program's, with one point.</summary>
    private static async Task AdoptAsync(SyncWorld world, CollectionManager manager)
    {
        await world.Store.CreateCollectionAsync("products", new CollectionSpec(768), None);
        var vector = new float[768];
        vector[0] = 1;
        await world.Store.UpsertAsync("products", [new VectorPoint(Foreign, vector, Encoding.UTF8.GetBytes("""{"color":"blue"}"""))], fence: null, None);
        Assert.True((await manager.AdoptAsync("products", null, null, Actor.System, null, None)).Succeeded);
    }

    private static async Task<IReadOnlyList<LedgerEntry>> LedgerAsync(SyncWorld world)
    {
        await using var context = world.State.Database.Read();
        return await context.Set<LedgerEntry>().ToListAsync();
    }
}
