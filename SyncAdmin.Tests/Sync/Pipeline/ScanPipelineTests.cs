using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Sync.Pipeline;
using Xunit;

namespace SyncAdmin.Tests.Sync.Pipeline;

/// <summary>The order and the bounds of the pipeline, with stages that only wait and fail.</summary>
public sealed class ScanPipelineTests
{
    private static readonly ScanLimits Small = new(4, 2, 8, 40, TimeSpan.FromMilliseconds(5), 12, 10_000);

    [Fact]
    public void Whatever_the_delays_commits_come_in_read_order_and_never_pass_a_failed_batch()
    {
        var runs = Gen.Choose(1, 60).SelectMany(batches => Gen.Choose(-1, batches).SelectMany(failing => Gen.Choose(0, int.MaxValue).Select(seed => (batches, failing, seed))));
#pragma warning disable VSTHRD002 // FsCheck asks for an answer, not for a task.
        Prop.ForAll(runs.ToArbitrary(), run => RunAsync(run.batches, run.failing, run.seed).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
#pragma warning restore VSTHRD002

        static async Task<bool> RunAsync(int batches, int failing, int seed)
        {
            var stages = new FakeStages(batches, seed) { FailsAt = failing };
            var failure = await Record.ExceptionAsync(() => new ScanPipeline(stages.Build(), Small, TimeProvider.System).RunAsync(CancellationToken.None));
            var whole = failing < 0 || failing >= batches;
            var expected = Enumerable.Range(0, whole ? batches : failing).Select(number => (long)number);
            return whole == failure is null && stages.Committed.SequenceEqual(expected);
        }
    }

    [Fact]
    public async Task No_more_is_in_flight_than_allowed()
    {
        var stages = new FakeStages(300, 1);
        var pipeline = new ScanPipeline(stages.Build(), Small, TimeProvider.System);

        await pipeline.RunAsync(CancellationToken.None);

        Assert.InRange(pipeline.PeakInFlight, 2, Small.InFlightBatches);
        Assert.Equal(300, stages.Committed.Count);
    }

    [Fact]
    public async Task Wide_batches_are_bounded_by_their_bytes()
    {
        var stages = new FakeStages(40, 1) { Bytes = Small.InFlightBytes / 3 };
        var pipeline = new ScanPipeline(stages.Build(), Small, TimeProvider.System);

        await pipeline.RunAsync(CancellationToken.None);

        Assert.InRange(pipeline.PeakInFlight, 1, 3);
        Assert.Equal(40, stages.Committed.Count);
    }

    [Fact]
    public async Task A_batch_larger_than_the_whole_budget_still_passes()
    {
        var stages = new FakeStages(5, 1) { Bytes = Small.InFlightBytes * 2 };

        await new ScanPipeline(stages.Build(), Small, TimeProvider.System).RunAsync(CancellationToken.None);

        Assert.Equal(5, stages.Committed.Count);
    }

    [Fact]
    public async Task A_reader_that_fails_stops_the_scan_after_what_it_read_is_committed()
    {
        var stages = new FakeStages(20, 1) { ReaderFailsAfter = 20 };

        var failure = await Assert.ThrowsAsync<StageException>(() => new ScanPipeline(stages.Build(), Small, TimeProvider.System).RunAsync(CancellationToken.None));

        Assert.Equal(PipelineStage.Source, failure.Stage);
        Assert.Equal(20, stages.Committed.Count);
    }

    [Fact]
    public async Task Cancelling_aborts_a_hanging_embedder_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var stages = new FakeStages(50, 1) { HangsAt = 10 };
        var running = new ScanPipeline(stages.Build(), Small, TimeProvider.System).RunAsync(cancel.Token);
        await stages.Hanging.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.All(stages.Committed, number => Assert.True(number < 10));
    }

    [Fact]
    public async Task Finished_batches_are_committed_together()
    {
        var stages = new FakeStages(200, 1) { Delays = false };

        await new ScanPipeline(stages.Build(), Small with { InFlightBatches = 100, CommitWait = TimeSpan.FromSeconds(1) }, TimeProvider.System).RunAsync(CancellationToken.None);

        // 4 rows a batch and at most 40 rows a commit.
        Assert.InRange(stages.Commits, 20, 60);
    }

    /// <summary>One page per four batches, four records a batch; every stage takes a random while.</summary>
    private sealed class FakeStages(int batches, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly ConcurrentQueue<long> _committed = new();
        private long _next;

        internal int FailsAt { get; init; } = -1;

        internal int HangsAt { get; init; } = -1;

        internal int ReaderFailsAfter { get; init; } = -1;

        internal long Bytes { get; init; } = 10;

        internal bool Delays { get; init; } = true;

        internal TaskCompletionSource Hanging { get; } = new();

        internal ConcurrentQueue<long> Committed => _committed;

        internal int Commits { get; private set; }

        internal ScanStages Build() => new(ReadAsync, PlanAsync, EmbedAsync, WriteAsync, CommitAsync);

        private async IAsyncEnumerable<SourcePage> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var read = 0; read < batches; read += 4)
            {
                await WaitAsync(cancellationToken);
                yield return new SourcePage([], [.. Enumerable.Range(0, Math.Min(4, batches - read)).Select(_ => Array.Empty<object?>())], 0);
            }

            if (ReaderFailsAfter >= 0)
            {
                throw new IOException("The source is gone.");
            }
        }

        private async IAsyncEnumerable<Batch> PlanAsync(SourcePage page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            foreach (var _ in page.Rows)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new Batch { Number = _next++, ToEmbed = [.. new PlannedRecord[4]], Bytes = Bytes };
            }
        }

        private async Task EmbedAsync(Batch batch, CancellationToken cancellationToken)
        {
            if (batch.Number == HangsAt)
            {
                Hanging.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            await WaitAsync(cancellationToken);
            if (batch.Number == FailsAt)
            {
                throw new InvalidOperationException("No vectors today.");
            }
        }

        private Task WriteAsync(IReadOnlyList<Batch> group, CancellationToken cancellationToken) => WaitAsync(cancellationToken);

        private async Task CommitAsync(IReadOnlyList<Batch> group, CancellationToken cancellationToken)
        {
            Commits++;
            await WaitAsync(cancellationToken);
            foreach (var batch in group)
            {
                _committed.Enqueue(batch.Number);
            }
        }

        private async Task WaitAsync(CancellationToken cancellationToken)
        {
            int choice;
            lock (_random)
            {
                choice = _random.Next(10);
            }

            if (!Delays || choice < 6)
            {
                return;
            }

            if (choice < 8)
            {
                await Task.Yield();
            }
            else
            {
                await Task.Delay(choice - 7, cancellationToken);
            }
        }
    }
}
