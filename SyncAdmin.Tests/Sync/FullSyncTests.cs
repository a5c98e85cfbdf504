using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>The promises of a full sync that ends well.</summary>
public sealed class FullSyncTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_first_sync_writes_every_record_and_counts_right(StorageProvider provider)
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_234, provider);
        await using var _ = world;

        var job = await world.SyncAsync(datasource);

        Assert.Equal(SyncJobStatus.Completed, job.Status);
        Assert.Equal((1_234, 1_234, 1_234, 0, 0), (job.TotalRecords!.Value, job.ProcessedRecords, job.SuccessfulRecords, job.FailedRecords, job.SkippedRecords));
        Assert.Equal((1_234, 1_234, 1_234m, 13), (job.EmbeddedRecords, job.EmbeddingTokens, job.EstimatedCost, job.Batches));
        Assert.Equal(100, job.Progress);
        Assert.Null(job.Resume);
        var points = await world.PointsAsync();
        Assert.Equal(1_234, points.Count);
        Assert.All(world.Embedder.Counts.Values, count => Assert.Equal(1, count));
        Assert.Null((await world.State.LeaseAsync(datasource.Id))!.Owner);
    }

    [Fact]
    public async Task Every_point_tells_the_store_what_its_payload_says()
    {
        var (world, datasource) = await SyncWorld.StartAsync(60);
        await using var _ = world;

        await world.SyncAsync(datasource);

        Assert.Equal(60, world.Store.Told);
    }

    [Fact]
    public async Task The_last_log_lines_of_a_job_are_there_after_its_end()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        var ended = await world.SyncAsync(datasource);

        var job = (await world.Service.GetAsync(ended.Id, CancellationToken.None)).Required();

        Assert.Contains(job.LogTail, line => line.Contains("completed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_sync_of_an_unchanged_source_embeds_and_writes_nothing()
    {
        var (world, datasource) = await SyncWorld.StartAsync(500);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Embedder.Reset();
        world.Store.Reset();

        var job = await world.SyncAsync(datasource);

        Assert.Equal((500, 500, 0, 0), (job.ProcessedRecords, job.SkippedRecords, job.SuccessfulRecords, job.EmbeddedRecords));
        Assert.Equal((0, 0, 0), (world.Embedder.Calls, world.Store.Upserted, world.Store.Overwritten));
    }

    [Fact]
    public async Task A_changed_price_overwrites_the_payload_and_embeds_nothing()
    {
        var (world, datasource) = await SyncWorld.StartAsync(50);
        await using var _ = world;
        await world.SyncAsync(datasource);
        var before = await world.PointsAsync();
        world.Embedder.Reset();
        world.Store.Reset();
        world.Source.Put(7, "product number 7", price: 99);

        var job = await world.SyncAsync(datasource);

        Assert.Equal((1, 49, 0), (job.SuccessfulRecords, job.SkippedRecords, job.EmbeddedRecords));
        Assert.Equal((0, 0, 1), (world.Embedder.Calls, world.Store.Upserted, world.Store.Overwritten));
        var after = await world.PointsAsync();
        Assert.NotEqual(before["7"].PayloadHash, after["7"].PayloadHash);
        Assert.Equal(before["7"].TextHash, after["7"].TextHash);
    }

    [Fact]
    public async Task A_changed_text_embeds_that_record_alone()
    {
        var (world, datasource) = await SyncWorld.StartAsync(50);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Embedder.Reset();
        world.Store.Reset();
        world.Source.Put(7, "something else");

        var job = await world.SyncAsync(datasource);

        Assert.Equal((1, 49, 1), (job.SuccessfulRecords, job.SkippedRecords, job.EmbeddedRecords));
        Assert.Equal(["something else"], world.Embedder.Counts.Keys);
        Assert.Equal(1, world.Store.Upserted);
    }

    [Fact]
    public async Task A_record_that_can_not_be_mapped_stands_in_the_errors_with_its_row()
    {
        var (world, datasource) = await SyncWorld.StartAsync(50);
        await using var _ = world;
        world.Source.Put(20, "", price: 5);

        var job = await world.SyncAsync(datasource);

        Assert.Equal(SyncJobStatus.Completed, job.Status);
        Assert.Equal((50, 49, 1), (job.ProcessedRecords, job.SuccessfulRecords, job.FailedRecords));
        var error = Assert.Single((await world.Service.ErrorsAsync(job.Id, 1, 10, CancellationToken.None)).Required().Items);
        Assert.Equal("20", error.RecordIdentifier);
        Assert.StartsWith("SYNC-4", error.ErrorType, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
        Assert.Equal("C20", error.RecordData!.Value.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_poisoned_record_ends_alone_in_the_errors_and_its_neighbours_are_written()
    {
        var (world, datasource) = await SyncWorld.StartAsync(300);
        await using var _ = world;
        world.Embedder.Poison = "number 142";

        var job = await world.SyncAsync(datasource);

        Assert.Equal((300, 299, 1), (job.ProcessedRecords, job.SuccessfulRecords, job.FailedRecords));
        var error = Assert.Single((await world.Service.ErrorsAsync(job.Id, 1, 10, CancellationToken.None)).Required().Items);
        Assert.Equal(("142", "SYNC-3999"), (error.RecordIdentifier, error.ErrorType));
        Assert.Equal(299, (await world.PointsAsync()).Count);
        Assert.All(world.Embedder.Counts.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task An_error_is_resolved_by_the_next_sync_that_can_write_the_record()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10);
        await using var _ = world;
        world.Embedder.Poison = "number 3";
        var first = await world.SyncAsync(datasource);
        world.Embedder.Poison = null;

        var second = await world.SyncAsync(datasource);

        Assert.Equal((1, 9), (second.SuccessfulRecords, second.SkippedRecords));
        Assert.True(Assert.Single((await world.Service.ErrorsAsync(first.Id, 1, 10, CancellationToken.None)).Required().Items).Resolved);
    }

    [Fact]
    public async Task Too_many_failed_records_stop_the_job_and_name_the_most_frequent_cause()
    {
        var (world, datasource) = await SyncWorld.StartAsync(12_000);
        await using var _ = world;
        world.Embedder.Poison = "7"; // Far more than 5 %.

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Failed, ErrorCatalog.SyncErrorBudget.Code), (job.Status, job.ErrorCode));
        Assert.Contains("SYNC-3999", job.ErrorMessage!, StringComparison.Ordinal);
        Assert.InRange(job.ProcessedRecords, 200, 11_999);
    }

    [Fact]
    public async Task A_few_failed_records_of_a_small_source_do_not_stop_the_job()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Embedder.Poison = "7";

        Assert.Equal(SyncJobStatus.Completed, (await world.SyncAsync(datasource)).Status);
    }

    [Fact]
    public async Task Points_that_the_store_lost_are_written_again()
    {
        var (world, datasource) = await SyncWorld.StartAsync(300);
        await using var _ = world;
        await world.SyncAsync(datasource);
        var lost = (await world.PointsAsync()).Values.Take(30).Select(point => Core.Records.PointId.Of(datasource.Id, point.Key)).ToArray();
        await world.Store.DeleteAsync("products", lost, null, CancellationToken.None);

        var job = await world.SyncAsync(datasource);

        Assert.Equal((30, 270), (job.SuccessfulRecords, job.SkippedRecords));
        Assert.Equal(300, (await world.PointsAsync()).Count);
    }

    [Fact]
    public async Task An_empty_source_completes()
    {
        var (world, datasource) = await SyncWorld.StartAsync(0);
        await using var _ = world;

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Completed, 0L, 100.0), (job.Status, job.ProcessedRecords, job.Progress));
    }

    [Fact]
    public async Task A_mapping_that_does_not_fit_the_query_fails_the_job_with_its_remedy()
    {
        var (world, datasource) = await SyncWorld.StartAsync(5, change: source => source.EmbeddingFields = """["colour"]""");
        await using var _ = world;

        var job = await world.SyncAsync(datasource);

        Assert.Equal(SyncJobStatus.Failed, job.Status);
        Assert.Contains("colour", job.ErrorMessage!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_progress_line_comes_every_ten_batches()
    {
        var (world, datasource) = await SyncWorld.StartAsync(300, change: source => source.BatchSize = 5);
        await using var _ = world;

        var job = await world.SyncAsync(datasource);

        Assert.Equal(60, job.Batches);
        Assert.InRange(world.Log.Lines.Count(line => line.Contains("records/s", StringComparison.Ordinal)), 1, 6);
        Assert.Contains(job.LogTail.Concat(world.Log.Lines), line => line.Contains("completed", StringComparison.Ordinal));
    }
}
