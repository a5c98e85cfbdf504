using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Bench.Vectors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>The store's answers are those of comparing with every vector, whatever the vectors are and whichever kernel is used.</summary>
public sealed class ExactSearchTests : IDisposable
{
    private const string Name = "exact";
    private static readonly int[] Limits = [1, 10, 100, 700];
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, Distance, int, int> Cases()
    {
        var data = new TheoryData<string, Distance, int, int>();
        foreach (var vectors in (string[])["random", "hashed", "equal", "near", "sparse", "mixed lengths"])
        {
            foreach (var distance in Enum.GetValues<Distance>())
            {
                data.Add(vectors, distance, 96, 11);
                data.Add(vectors, distance, 37, 12);
            }
        }

        return data;
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_search_finds_what_comparing_with_all_finds(string vectors, Distance distance, int size, int seed)
    {
        var random = new Random(seed);
        var points = Enumerable.Range(0, 2000).Select(i => new VectorPoint(IdOf(random), Make(vectors, random, size), Payload(i))).ToArray();
        foreach (var kernel in Int8Kernels.Supported)
        {
            using var store = new EmbeddedVectorStore(_directory.Path, NullLoggerFactory.Instance, kernel);
            if (kernel == Int8Kernels.Supported[0])
            {
                await store.CreateCollectionAsync(Name, new CollectionSpec(size, distance), None);
                await store.UpsertAsync(Name, points, null, None);
            }

            for (var round = 0; round < 8; round++)
            {
                var query = Make(vectors, random, size);
                var limit = Limits[round % Limits.Length];
                var bucket = round < 4 ? (int?)null : random.Next(10);
                var filter = bucket is null ? null : new Filter { Must = [new Condition.Range("bucket", LessOrEqual: bucket)] };
                var expected = CompareWithAll(points.Where((_, i) => bucket is null || i % 10 <= bucket), query, distance, limit);
                var found = await store.QueryAsync(Name, new VectorQuery(query, limit, filter), None);
                Same(expected, found);
                if (expected.Count > 2)
                {
                    var threshold = expected[expected.Count / 2].Score;
                    Same(
                        [.. expected.Where(hit => distance is Distance.Euclid or Distance.Manhattan ? hit.Score <= threshold : hit.Score >= threshold)],
                        await store.QueryAsync(Name, new VectorQuery(query, limit, filter, threshold), None));
                }
            }
        }
    }

    [Fact]
    public async Task Twenty_thousand_equal_vectors_are_scored_once()
    {
        using var store = new EmbeddedVectorStore(_directory.Path, NullLoggerFactory.Instance);
        await store.CreateCollectionAsync(Name, new CollectionSpec(768), None);
        var vector = HashedTexts.Vector("martillo acero truper", 768);
        var points = Enumerable.Range(0, 20_000).Select(i => new VectorPoint(new Guid(i, 0, 0, new byte[8]), vector, Payload(i))).ToArray();
        await store.UpsertAsync(Name, points, null, None);
        var query = HashedTexts.Vector("martillo", 768);
        await store.QueryAsync(Name, new VectorQuery(query, 10), None);
        await Soon.IsAsync(TimeSpan.FromSeconds(1), async () =>
        {
            var watch = Stopwatch.StartNew();
            var found = await store.QueryAsync(Name, new VectorQuery(query, 10), None);
            var took = watch.Elapsed;
            Assert.Equal(points.Take(10).Select(point => point.Id), found.Select(point => point.Id));
            return took;
        });
    }

    private static void Same(IReadOnlyList<(Guid Id, float Score)> expected, IReadOnlyList<ScoredPoint> found)
    {
        Assert.Equal(expected.Select(hit => hit.Score), found.Select(point => point.Score));
        Assert.Equal(expected.Select(hit => hit.Id), found.Select(point => point.Id));
    }

    private static List<(Guid Id, float Score)> CompareWithAll(IEnumerable<VectorPoint> points, float[] query, Distance distance, int limit)
    {
        var scored = points.Select(point => (point.Id, Score: Score(point.Vector.Span, query, distance)));
        var ordered = distance is Distance.Euclid or Distance.Manhattan ? scored.OrderBy(hit => hit.Score) : scored.OrderByDescending(hit => hit.Score);
        return [.. ordered.ThenBy(hit => hit.Id).Take(limit)];
    }

    private static float Score(ReadOnlySpan<float> vector, ReadOnlySpan<float> query, Distance distance)
    {
        switch (distance)
        {
            case Distance.Cosine:
                return TensorPrimitives.Dot(Normal(query), Normal(vector));
            case Distance.Dot:
                return TensorPrimitives.Dot(query, vector);
            case Distance.Euclid:
                return TensorPrimitives.Distance(query, vector);
            default:
                var difference = new float[query.Length];
                TensorPrimitives.Subtract(query, vector, difference);
                return TensorPrimitives.SumOfMagnitudes<float>(difference);
        }
    }

    private static float[] Normal(ReadOnlySpan<float> vector)
    {
        var normal = vector.ToArray();
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
        {
            TensorPrimitives.Divide(vector, norm, normal);
        }

        return normal;
    }

    private static float[] Make(string vectors, Random random, int size)
    {
        var vector = new float[size];
        switch (vectors)
        {
            case "hashed":
                return HashedTexts.Vector(HashedTexts.Text(random), size);
            case "equal":
                vector[random.Next(3)] = 1;
                return vector;
            case "near":
                // Closer to one another than the int8 bound can tell.
                for (var i = 0; i < size; i++)
                {
                    vector[i] = 1 + (random.NextSingle() * 1e-4f);
                }

                return vector;
            case "sparse":
                vector[random.Next(size)] = random.NextSingle();
                vector[random.Next(size)] = -random.NextSingle();
                return vector;
            case "mixed lengths":
                var length = MathF.Pow(10, random.Next(-6, 7));
                for (var i = 0; i < size; i++)
                {
                    vector[i] = ((random.NextSingle() * 2) - 1) * length;
                }

                return vector;
            default:
                for (var i = 0; i < size; i++)
                {
                    vector[i] = (random.NextSingle() * 2) - 1;
                }

                return vector;
        }
    }

    private static Guid IdOf(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static byte[] Payload(int i) => Encoding.UTF8.GetBytes($$"""{"bucket":{{i % 10}}}""");
}
