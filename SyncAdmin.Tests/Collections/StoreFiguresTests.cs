using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Collections;

/// <summary>Counts for a list of many collections.</summary>
public sealed class StoreFiguresTests
{
    private static readonly Collection[] TwoHundred =
    [
        .. Enumerable.Range(0, 200).Select(number => new Collection { Name = $"c{number:000}", PhysicalName = $"c{number:000}__v1" }),
    ];

    [Fact]
    public async Task Two_hundred_collections_are_counted_side_by_side()
    {
        var watch = Stopwatch.StartNew();

        var figures = await FiguresAsync(async (name, token) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), token);
            return Description(name, 7);
        });

        Assert.All(figures, each => Assert.Equal((7L, "green", null), (each.Points, each.Status, each.Problem)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2.5), $"One after the other they take 4 s, together {watch.Elapsed}.");
    }

    [Fact]
    public async Task A_collection_that_does_not_answer_costs_a_few_seconds_and_the_others_nothing()
    {
        var watch = Stopwatch.StartNew();
        var never = new TaskCompletionSource<CollectionDescription?>();

        // Deaf to cancellation, as a driver may be.
        var figures = await FiguresAsync((name, _) => name == "c150__v1" ? never.Task : Task.FromResult<CollectionDescription?>(Description(name, 1)));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, StoreFigures.Patience * 2);
        Assert.Equal((null, ErrorCatalog.VectorStoreSlow), (figures[150].Points, figures[150].Problem!.Error));
        Assert.Equal(199, figures.Count(each => each.Points == 1));
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_asked_for_every_collection()
    {
        var asked = 0;

        var figures = await FiguresAsync((_, _) =>
        {
            Interlocked.Increment(ref asked);
            throw new ProblemException(new Problem(ErrorCatalog.VectorDiskFailed, "Away."));
        });

        Assert.All(figures, each => Assert.Equal("Away.", each.Problem!.Detail));
        Assert.InRange(asked, 1, 8);
    }

    [Fact]
    public async Task A_caller_who_leaves_is_not_kept()
    {
        using var leaving = new CancellationTokenSource();
        var asking = FiguresAsync(
            async (_, _) =>
            {
                await leaving.CancelAsync();
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return null;
            },
            leaving.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(2)));
    }

    private static Task<IReadOnlyList<LiveFigures>> FiguresAsync(Func<string, CancellationToken, Task<CollectionDescription?>> describe, CancellationToken cancellationToken = default) =>
        new StoreFigures(new PhysicalCollections(DescribingStore.Around(null!, describe)), TimeProvider.System, NullLogger.Instance).OfAsync(TwoHundred, cancellationToken);

    private static CollectionDescription Description(string name, long points) =>
        new(name, new CollectionSpec(8), points, "green", new Dictionary<string, string>(StringComparer.Ordinal));
}
