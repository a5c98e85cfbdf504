using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Watermarks;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>The promises of an incremental sync.</summary>
public sealed class IncrementalSyncTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Only_what_changed_since_the_last_job_is_read(StorageProvider provider)
    {
        var (world, datasource) = await StartAsync(500, provider);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Source.Put(7, "a new name");
        world.Source.Put(8, "product number 8", price: 99);
        world.Source.Put(501, "a new record");

        var job = await IncrementalAsync(world, datasource);

        Assert.Equal((SyncJobStatus.Completed, SyncJobType.Incremental), (job.Status, job.Type));
        // The watermark's own value is read again: others may share it.
        Assert.Equal((4, 3, 1, 2), (job.ProcessedRecords, job.SuccessfulRecords, job.SkippedRecords, job.EmbeddedRecords));
        Assert.Equal(501, (await world.PointsAsync()).Count);
        Assert.Equal($"{world.Source.LastChange}", await WatermarkAsync(world));

        var idle = await IncrementalAsync(world, datasource);
        Assert.Equal((1, 1), (idle.ProcessedRecords, idle.SkippedRecords));
    }

    [Fact]
    public async Task It_is_refused_before_a_full_sync_has_completed_and_without_a_change_field()
    {
        var (world, datasource) = await StartAsync(10);
        await using var _ = world;
        var without = await world.State.AddDatasourceAsync("other");

        var early = await world.Service.StartIncrementalAsync(datasource.Id, Actor.System, "test", CancellationToken.None);
        var never = await world.Service.StartIncrementalAsync(without.Id, Actor.System, "test", CancellationToken.None);
        var unknown = await world.Service.StartIncrementalAsync(Guid.NewGuid(), Actor.System, "test", CancellationToken.None);

        Assert.Equal(("SYNC-5107", "SYNC-5107", ErrorCatalog.DatasourceNotFound), (early.Problem!.Code, never.Problem!.Code, unknown.Problem!.Error));
    }

    [Fact]
    public async Task It_fails_when_the_mapping_has_changed_since_the_watermark()
    {
        var (world, datasource) = await StartAsync(10);
        await using var _ = world;
        await world.SyncAsync(datasource);
        await world.State.ChangeDatasourceAsync(datasource.Id, row => row.EmbeddingFields = """["name","code"]""");

        var job = await IncrementalAsync(world, datasource);

        Assert.Equal((SyncJobStatus.Failed, "SYNC-5107"), (job.Status, job.ErrorCode));
        Assert.Contains("text", job.ErrorMessage!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_while_a_full_sync_reads_is_found_by_the_next_incremental_one()
    {
        var (world, datasource) = await StartAsync(300);
        await using var _ = world;
        // Behind the page that has been read: this sync passes it.
        world.Source.PageRead = (_, last) =>
        {
            if (last == 200)
            {
                world.Source.Put(5, "changed behind the reader");
            }

            return Task.CompletedTask;
        };
        await world.SyncAsync(datasource);
        world.Source.PageRead = null;
        var before = world.Embedder.Counts.ContainsKey("changed behind the reader");

        await IncrementalAsync(world, datasource);

        Assert.False(before);
        Assert.Equal(1, world.Embedder.Counts["changed behind the reader"]);
    }

    [Fact]
    public async Task A_row_that_changes_while_changes_are_read_ends_as_the_source_has_it()
    {
        var (world, datasource) = await StartAsync(300);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Source.PutMany(250, id => $"changed {id}");
        world.Embedder.Concurrency = 4;
        world.Source.PageRead = (first, last) =>
        {
            if (first == 1)
            {
                world.Source.Put(1, "product number 1"); // Back to what the ledger knows, while its other state is on its way.
            }

            return Task.CompletedTask;
        };

        var job = await IncrementalAsync(world, datasource);

        Assert.Equal(SyncJobStatus.Completed, job.Status);
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task It_goes_on_from_its_checkpoint_and_the_watermark_moves_only_at_the_end()
    {
        var (world, datasource) = await StartAsync(100);
        await using var _ = world;
        await world.SyncAsync(datasource);
        var mark = await WatermarkAsync(world);
        world.Source.PutMany(400, id => $"changed {id}");
        world.Source.BreaksAfter = (200, new Problem(ErrorCatalog.SyncUnexpected, "The source broke."));

        var failed = await IncrementalAsync(world, datasource);
        Assert.Equal((SyncJobStatus.Failed, mark), (failed.Status, await WatermarkAsync(world)));

        world.Source.BreaksAfter = null;
        world.Embedder.Reset();
        await world.Service.ResumeAsync(failed.Id, Actor.System, CancellationToken.None);
        var job = await world.EndOfAsync(failed.Id);

        Assert.Equal(SyncJobStatus.Completed, job.Status);
        Assert.Equal(200, world.Embedder.Counts.Count);
        Assert.Equal($"{world.Source.LastChange}", await WatermarkAsync(world));
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_record_that_failed_before_is_tried_again_though_it_has_not_changed()
    {
        var (world, datasource) = await StartAsync(300);
        await using var _ = world;
        world.Embedder.Poison = "product number 5";
        var first = await world.SyncAsync(datasource);
        Assert.NotEqual(0, first.FailedRecords);
        world.Embedder.Poison = null;

        await IncrementalAsync(world, datasource);

        await world.AssertInStepAsync();
        Assert.Equal(0, await world.State.ScalarAsync<long>("SELECT count(*) FROM sync_errors WHERE NOT resolved"));
    }

    private static async Task<(SyncWorld World, Datasource Datasource)> StartAsync(int records, StorageProvider provider = StorageProvider.Sqlite)
    {
        var (world, datasource) = await SyncWorld.StartAsync(records, provider, change: static row => row.ChangeField = "changed");
        return (world, datasource);
    }

    private static async Task<SyncJobView> IncrementalAsync(SyncWorld world, Datasource datasource) =>
        await world.EndOfAsync((await world.Service.StartIncrementalAsync(datasource.Id, Actor.System, "test-correlation", CancellationToken.None)).Required().Id);

    private static async Task<string> WatermarkAsync(SyncWorld world) => $"{WatermarkStore.Read((await world.State.AllAsync<SyncWatermark>()).Single().Value)}";
}
