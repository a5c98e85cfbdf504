using System.Collections.Concurrent;
using SyncAdmin.Core.Sync;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>What a page that watches sees.</summary>
public sealed class SyncProgressTests
{
    [Fact]
    public async Task A_watcher_sees_the_truth_first_and_the_last_state_always()
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_000);
        await using var _ = world;
        world.Embedder.HangsAfter = 400;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);
        var seen = new ConcurrentQueue<SyncJobView>();

        using var watch = world.Progress.Subscribe(id, Keep(seen));
        await world.UntilAsync(() => !seen.IsEmpty);
        world.Embedder.LetGo();
        await world.UntilAsync(() => seen.Any(job => job.Status == SyncJobStatus.Completed));

        Assert.True(seen.First().ProcessedRecords > 0);
        Assert.Equal(1_000, seen.Last().ProcessedRecords);
        Assert.NotEmpty(seen.Last().LogTail);
        Assert.Equal(seen.Select(job => job.ProcessedRecords).Order(), seen.Select(job => job.ProcessedRecords));
    }

    [Fact]
    public async Task A_watcher_gets_at_most_four_updates_a_second_for_a_job()
    {
        var (world, datasource) = await SyncWorld.StartAsync(4_000, change: source => source.BatchSize = 10);
        await using var _ = world;
        var times = new ConcurrentQueue<long>();
        using var watch = world.Progress.Subscribe(null, _ =>
        {
            times.Enqueue(Environment.TickCount64);
            return Task.CompletedTask;
        });

        await world.SyncAsync(datasource);

        // After the snapshot, deliveries are a quarter of a second apart.
        Assert.All(times.Skip(1).Zip(times.Skip(2)), pair => Assert.True(pair.Second - pair.First >= 200, $"{pair.Second - pair.First} ms apart"));
    }

    [Fact]
    public async Task A_watcher_that_throws_harms_nobody()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        var seen = new ConcurrentQueue<SyncJobView>();
        using var bad = world.Progress.Subscribe(null, _ => throw new InvalidOperationException("Connection closed."));
        using var good = world.Progress.Subscribe(null, Keep(seen));

        var job = await world.SyncAsync(datasource);

        Assert.Equal(SyncJobStatus.Completed, job.Status);
        await world.UntilAsync(() => seen.Any(view => view.Status == SyncJobStatus.Completed));
    }

    [Fact]
    public async Task A_watcher_that_left_hears_no_more()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        var seen = new ConcurrentQueue<SyncJobView>();
        world.Progress.Subscribe(null, Keep(seen)).Dispose();

        await world.SyncAsync(datasource);

        Assert.Empty(seen);
        Assert.False(world.Progress.IsWatched);
    }

    [Fact]
    public async Task A_watcher_of_one_process_sees_a_job_that_another_runs_to_its_end()
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_000, Core.Storage.StorageProvider.Postgres);
        await using var _ = world;
        world.Embedder.HangsAfter = 400;
        await world.StartFullAsync(datasource);
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        await world.StartEngineAsync();
        var seen = new ConcurrentQueue<SyncJobView>();

        using var watch = world.Progress.Subscribe(null, Keep(seen));
        await world.UntilAsync(() => !seen.IsEmpty);
        world.Embedder.LetGo();

        await world.UntilAsync(() => seen.Any(job => job is { Status: SyncJobStatus.Completed, ProcessedRecords: 1_000 }));
    }

    private static Func<SyncJobView, Task> Keep(ConcurrentQueue<SyncJobView> seen) => view =>
    {
        seen.Enqueue(view);
        return Task.CompletedTask;
    };
}
