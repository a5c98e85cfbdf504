using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A damaged file is found, named, never served from, and mended by writing the points again.</summary>
public sealed class VectorDamageTests : IDisposable
{
    private const string Name = "products";
    private const int Size = 64;
    private const int Count = 1000;
    private const int HeaderBytes = 4096;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory _directory = new();

    private string Vectors => Path.Combine(_directory.Path, "c1.vec");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        await WriteAsync();
        await using (var store = Open())
        {
            await store.DeleteAsync(Name, [IdOf(5)], null, None);
            await store.UpsertAsync(Name, [PointOf(6, 100)], null, None);
        }

        using var again = Open();
        Assert.Equal(Count - 1, await again.CountAsync(Name, null, None));
        await HoldsAsync(again, Enumerable.Range(0, Count).Where(i => i is not 5 and not 6), 0);
        await HoldsAsync(again, [6], 100);
        Assert.Equal("green", (await again.GetCollectionAsync(Name, None))!.Status);
        Assert.Equal(1, await again.CountAsync(Name, new Filter { Must = [Code("C6")] }, None));
        Assert.Equal(0, await again.CountAsync(Name, new Filter { Must = [Code("C5")] }, None));
    }

    [Fact]
    public async Task A_flipped_bit_loses_one_point_until_it_is_written_again()
    {
        await WriteAsync();
        Flip(HeaderBytes + (7 * Size * 4) + 11);
        using (var store = Open())
        {
            await RedAsync(store, "1 points");
            Assert.Equal(Count - 1, await store.CountAsync(Name, null, None));
            Assert.Equal(Count - 1, await store.CountAsync(Name, new Filter { Must = [new Condition.Match("_sync.datasource", Json("\"d\""))] }, None));
            Assert.Empty(await store.GetAsync(Name, [IdOf(7)], true, None));
            await HoldsAsync(store, Enumerable.Range(0, Count).Where(i => i != 7), 0);
        }

        using (var store = Open())
        {
            await RedAsync(store, "1 points"); // It is remembered, not only seen.
            await store.UpsertAsync(Name, [PointOf(7, 0)], null, None);
            Assert.Equal("green", (await store.GetCollectionAsync(Name, None))!.Status);
        }

        using var mended = Open();
        Assert.Equal("green", (await mended.GetCollectionAsync(Name, None))!.Status);
        await HoldsAsync(mended, Enumerable.Range(0, Count), 0);
    }

    [Fact]
    public async Task A_bit_that_flips_while_the_store_is_open_is_never_served()
    {
        await WriteAsync();
        using var store = Open();
        Assert.Equal(Count, await store.CountAsync(Name, null, None));
        Flip(HeaderBytes + (7 * Size * 4) + 11);
        var found = await store.QueryAsync(Name, new VectorQuery(PointOf(7, 0).Vector, 5), None);
        Assert.DoesNotContain(IdOf(7), found.Select(point => point.Id));
        Assert.Equal(5, found.Count);
        await RedAsync(store, "1 points");
        Assert.Equal(Count - 1, await store.CountAsync(Name, null, None));
        await store.DeleteAsync(Name, [IdOf(7)], null, None);
        Assert.Equal("green", (await store.GetCollectionAsync(Name, None))!.Status);
    }

    [Fact]
    public async Task A_truncated_file_loses_what_was_cut_off_and_takes_it_again()
    {
        await WriteAsync();
        using (var file = File.OpenWrite(Vectors))
        {
            file.SetLength(HeaderBytes + (600 * Size * 4) + 100);
        }

        using (var store = Open())
        {
            await RedAsync(store, "400 points");
            await HoldsAsync(store, Enumerable.Range(0, 600), 0);
            Assert.Equal(600, (await store.QueryAsync(Name, new VectorQuery(PointOf(900, 0).Vector, 1000), None)).Count);
            await store.UpsertAsync(Name, [.. Enumerable.Range(0, Count).Select(i => PointOf(i, 1))], null, None);
        }

        using var mended = Open();
        Assert.Equal("green", (await mended.GetCollectionAsync(Name, None))!.Status);
        await HoldsAsync(mended, Enumerable.Range(0, Count), 1);
    }

    [Fact]
    public async Task A_missing_file_loses_all_vectors_and_says_so()
    {
        await WriteAsync();
        File.Delete(Vectors);
        using var store = Open();
        await RedAsync(store, "1000 points");
        Assert.Equal(0, await store.CountAsync(Name, null, None));
        await store.UpsertAsync(Name, [.. Enumerable.Range(0, Count).Select(i => PointOf(i, 1))], null, None);
        await HoldsAsync(store, Enumerable.Range(0, Count), 1);
    }

    [Fact]
    public async Task A_file_that_is_not_ours_is_set_aside_not_written_over()
    {
        await WriteAsync();
        var foreign = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("not a vector file ", 40_000)));
        await File.WriteAllBytesAsync(Vectors, foreign);
        using var store = Open();
        await RedAsync(store, "1000 points");
        Assert.Equal(foreign, await File.ReadAllBytesAsync(Vectors + ".damaged"));
        await store.UpsertAsync(Name, [.. Enumerable.Range(0, Count).Select(i => PointOf(i, 1))], null, None);
        await HoldsAsync(store, Enumerable.Range(0, Count), 1);
    }

    [Fact]
    public async Task A_damaged_header_alone_loses_nothing()
    {
        await WriteAsync();
        Flip(2);
        using (var store = Open())
        {
            Assert.Equal("green", (await store.GetCollectionAsync(Name, None))!.Status);
            await HoldsAsync(store, Enumerable.Range(0, Count), 0);
        }

        Assert.Equal("SAVECTOR"u8.ToArray(), (await File.ReadAllBytesAsync(Vectors))[..8]);
    }

    [Fact]
    public async Task A_damaged_index_file_is_named_with_its_remedy()
    {
        await WriteAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "c1.db"), new string('x', 9000));
        using var store = Open();
        var problem = (await Assert.ThrowsAsync<ProblemException>(() => store.CountAsync(Name, null, None))).Problem;
        Assert.Equal(ErrorCatalog.VectorIndexDamaged, problem.Error);
        Assert.Contains("'c1.db'", problem.Detail, StringComparison.Ordinal);
        var description = (await store.GetCollectionAsync(Name, None))!;
        Assert.Equal(("red", ErrorCatalog.VectorIndexDamaged), (description.Status, description.Damage!.Error));
        Assert.True(await store.DeleteCollectionAsync(Name, None));
        await store.CreateCollectionAsync(Name, new CollectionSpec(Size), None);
        Assert.Equal(0, await store.CountAsync(Name, null, None));
    }

    [Fact]
    public async Task Files_of_a_collection_that_is_not_in_the_catalogue_are_removed()
    {
        await WriteAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "c99.vec"), "left by a killed delete");
        using var store = Open();
        await store.ListCollectionsAsync(None);
        Assert.False(File.Exists(Path.Combine(_directory.Path, "c99.vec")));
        Assert.True(File.Exists(Vectors));
    }

    private static Guid IdOf(int i) => new(i, 0, 0, new byte[8]);

    private static VectorPoint PointOf(int i, int round)
    {
        var random = new Random((i * 1000) + round);
        return new VectorPoint(IdOf(i), Enumerable.Range(0, Size).Select(_ => random.NextSingle() - 0.5f).ToArray(), Encoding.UTF8.GetBytes($$$"""{"_sync":{"datasource":"d","code":"C{{{i}}}"}}"""));
    }

    private static Condition.Match Code(string code) => new("_sync.code", Json($"\"{code}\""));

    private static System.Text.Json.JsonElement Json(string json) => System.Text.Json.JsonDocument.Parse(json).RootElement;

    private static async Task HoldsAsync(EmbeddedVectorStore store, IEnumerable<int> points, int round)
    {
        var expected = points.ToDictionary(IdOf, i => PointOf(i, round).Vector.ToArray());
        var stored = await store.GetAsync(Name, [.. expected.Keys], true, None);
        Assert.Equal(expected.Count, stored.Count);
        Assert.All(stored, point => Assert.Equal(expected[point.Id], point.Vector.ToArray()));
    }

    private static async Task RedAsync(EmbeddedVectorStore store, string detail)
    {
        var description = await store.GetCollectionAsync(Name, None);
        Assert.Equal("red", description!.Status);
        Assert.Equal(ErrorCatalog.VectorFileDamaged, description.Damage!.Error);
        Assert.Contains("'c1.vec'", description.Damage.Detail, StringComparison.Ordinal);
        Assert.Contains(detail, description.Damage.Detail, StringComparison.Ordinal);
        Assert.Contains("full sync", description.Damage.Error.Remedy, StringComparison.Ordinal);
    }

    private EmbeddedVectorStore Open() => new(_directory.Path, NullLoggerFactory.Instance);

    private async Task WriteAsync()
    {
        using var store = Open();
        await store.CreateCollectionAsync(Name, new CollectionSpec(Size, Distance.Dot), None);
        await store.UpsertAsync(Name, [.. Enumerable.Range(0, Count).Select(i => PointOf(i, 0))], null, None);
    }

    private void Flip(int position)
    {
        using var file = new FileStream(Vectors, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = position;
        var value = file.ReadByte();
        file.Position = position;
        file.WriteByte((byte)(value ^ 4));
    }
}
