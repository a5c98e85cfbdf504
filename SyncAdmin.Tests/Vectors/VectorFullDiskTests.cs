using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>On a real disk (a small tmpfs) that really fills up: a clear error, nothing acknowledged lost, and it goes on once there is room.</summary>
public sealed class VectorFullDiskTests : IDisposable
{
    private const string Name = "products";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory _directory = new();
    private readonly string _disk;

    public VectorFullDiskTests()
    {
        _disk = Path.Combine(_directory.Path, "disk");
        Directory.CreateDirectory(_disk);
        try
        {
            ServerProcess.Run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", _disk);
        }
        catch (InvalidOperationException refused)
        {
            _directory.Dispose();
            throw new InvalidOperationException("This test needs a small disk of its own and may not mount one (run the tests as root): " + refused.Message, refused);
        }
    }

    public void Dispose()
    {
        ServerProcess.Run("umount", _disk);
        _directory.Dispose();
    }

    [Theory]
    [InlineData(1024, 10)] // The vector file hits the wall.
    [InlineData(4, 40_000)] // SQLite does.
    public async Task A_full_disk_is_a_problem_with_its_remedy_and_nothing_acknowledged_is_lost(int size, int payload)
    {
        var acknowledged = new HashSet<int>();
        using (var store = new EmbeddedVectorStore(_disk, NullLoggerFactory.Instance))
        {
            await store.CreateCollectionAsync(Name, new CollectionSpec(size, Distance.Dot), None);
            var problem = await FillAsync(store, size, payload, acknowledged);
            Assert.Equal(ErrorCatalog.VectorDiskFull, problem.Error);
            Assert.Contains("Free space", problem.Error.Remedy, StringComparison.Ordinal);
            Assert.Contains(_disk, problem.Detail, StringComparison.Ordinal);
            Assert.NotEmpty(acknowledged);
            await HoldsAsync(store, acknowledged, size); // It still reads.

            ServerProcess.Run("mount", "-o", "remount,size=64m", _disk);
            var more = Enumerable.Range(100_000, 50).ToArray();
            await store.UpsertAsync(Name, [.. more.Select(i => PointOf(i, size, payload))], null, None);
            acknowledged.UnionWith(more);
            await HoldsAsync(store, acknowledged, size);
        }

        using var again = new EmbeddedVectorStore(_disk, NullLoggerFactory.Instance);
        await HoldsAsync(again, acknowledged, size);
        Assert.Equal("green", (await again.GetCollectionAsync(Name, None))!.Status);
    }

    [Fact]
    public async Task A_store_whose_disk_is_full_from_the_start_says_so_and_opens_later()
    {
        var fill = Path.Combine(_disk, "fill");
        Assert.ThrowsAny<IOException>(() => File.WriteAllBytes(fill, new byte[20 << 20]));
        using var store = new EmbeddedVectorStore(Path.Combine(_disk, "vectors"), NullLoggerFactory.Instance);
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => store.CreateCollectionAsync(Name, new CollectionSpec(4), None))).Problem;
        Assert.Equal(ErrorCatalog.VectorDiskFull, problem.Error);
        File.Delete(fill);
        await store.CreateCollectionAsync(Name, new CollectionSpec(4, Distance.Dot), None);
        await store.UpsertAsync(Name, [PointOf(1, 4, 10)], null, None);
        await HoldsAsync(store, [1], 4);
    }

    private static async Task<Problem> FillAsync(EmbeddedVectorStore store, int size, int payload, HashSet<int> acknowledged)
    {
        for (var from = 0; ; from += 50)
        {
            var batch = Enumerable.Range(from, 50).ToArray();
            try
            {
                await store.UpsertAsync(Name, [.. batch.Select(i => PointOf(i, size, payload))], null, None);
                acknowledged.UnionWith(batch);
            }
            catch (ProblemException full)
            {
                return full.Problem;
            }
        }
    }

    private static async Task HoldsAsync(EmbeddedVectorStore store, HashSet<int> points, int size)
    {
        var stored = await store.GetAsync(Name, [.. points.Select(IdOf)], true, None);
        Assert.Equal(points.Count, stored.Count);
        Assert.Equal(points.Count, await store.CountAsync(Name, null, None));
        var expected = points.ToDictionary(IdOf, i => PointOf(i, size, 1).Vector.ToArray());
        Assert.All(stored, point => Assert.Equal(expected[point.Id], point.Vector.ToArray()));
    }

    private static Guid IdOf(int i) => new(i, 0, 0, new byte[8]);

    private static VectorPoint PointOf(int i, int size, int payload)
    {
        var random = new Random(i);
        return new VectorPoint(IdOf(i), Enumerable.Range(0, size).Select(_ => random.NextSingle()).ToArray(), Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', payload)}}"}"""));
    }
}
