using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
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
        var together = new TaskCompletionSource();
        var asked = 0;

        // Nobody is answered before eight are asked: one after the other they would wait for ever.
        var figures = await FiguresAsync(async (name, _) =>
        {
            if (Interlocked.Increment(ref asked) == 8)
            {
                together.SetResult();
            }

            await together.Task.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            return Description(name, 7);
        });

        Assert.All(figures, each => Assert.Equal((7L, "green", null), (each.Points, each.Status, each.Problem)));
    }

    [Fact]
    public async Task A_collection_that_does_not_answer_costs_a_few_seconds_and_the_others_nothing()
    {
        var time = new SteppedTime();
        var asked = 0;
        var never = new TaskCompletionSource<CollectionDescription?>();

        // Deaf to cancellation, as a driver may be.
        var asking = FiguresAsync(
            (name, _) =>
            {
                Interlocked.Increment(ref asked);
                return name == "c150__v1" ? never.Task : Task.FromResult<CollectionDescription?>(Description(name, 1));
            },
            time);
        await Eventually.IsTrueAsync(() => Task.FromResult(Volatile.Read(ref asked) == 200), TimeSpan.FromSeconds(30), () => $"{asked} asked");
        time.Pass(StoreFigures.Patience);

        var figures = await asking.WaitAsync(TimeSpan.FromSeconds(60));
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
            cancellationToken: leaving.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static Task<IReadOnlyList<LiveFigures>> FiguresAsync(Func<string, CancellationToken, Task<CollectionDescription?>> describe, TimeProvider? time = null, CancellationToken cancellationToken = default) =>
        new StoreFigures(new PhysicalCollections(DescribingStore.Around(null!, describe)), time ?? TimeProvider.System, NullLogger.Instance).OfAsync(TwoHundred, cancellationToken);

    private static CollectionDescription Description(string name, long points) =>
        new(name, new CollectionSpec(8), points, "green", new Dictionary<string, string>(StringComparer.Ordinal));
}
