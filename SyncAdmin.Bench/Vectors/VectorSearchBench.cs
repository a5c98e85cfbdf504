using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;

namespace SyncAdmin.Bench.Vectors;

/// <summary>
/// The embedded store: upserts a second, opening, and the time of one search among 200,000 × 768, by kernel, on vectors like the local
/// embedder's and on clustered random ones. Arguments: number of points, and batch size.
/// </summary>
public static class VectorSearchBench
{
    private const int Size = 768;
    private const int Queries = 60;
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Runs and prints.</summary>
    public static async Task RunAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var points = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var batch = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1000;
        await RunAsync("hashed texts", points, batch, random => HashedTexts.Vector(HashedTexts.Text(random), Size));
        var centres = Enumerable.Range(0, 500).Select(seed => Normal(new Random(seed), 1f)).ToArray();
        await RunAsync("clustered random", points, batch, random => Near(centres[random.Next(centres.Length)], random));
    }

    private static async Task RunAsync(string what, int count, int batch, Func<Random, float[]> make)
    {
        var directory = Directory.CreateTempSubdirectory("syncadmin-bench-").FullName;
        try
        {
            using (var store = new EmbeddedVectorStore(directory, NullLoggerFactory.Instance))
            {
                await store.CreateCollectionAsync("bench", new CollectionSpec(Size), None);
                await FillAsync(store, what, count, batch, make);
            }

            foreach (var kernel in Int8Kernels.Supported)
            {
                using var store = new EmbeddedVectorStore(directory, NullLoggerFactory.Instance, kernel);
                var opening = Stopwatch.StartNew();
                await store.CountAsync("bench", null, None);
                var opened = opening.Elapsed;
                BenchTable.Row($"embedded store, {what}, {count} × {Size}: open", $"{opened.TotalSeconds:F2} s");
                await SearchAsync(store, what, kernel.ToString(), make, null);
                if (kernel == Int8Kernels.Supported[0])
                {
                    await SearchAsync(store, what, "with a filter on 1 of 20 by payload", make, new Filter { Must = [new Condition.Range("n", LessThan: 5)] });
                }
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task FillAsync(EmbeddedVectorStore store, string what, int count, int batch, Func<Random, float[]> make)
    {
        var random = new Random(1);
        var writing = new Stopwatch();
        for (var from = 0; from < count; from += batch)
        {
            var points = Enumerable.Range(from, Math.Min(batch, count - from)).Select(i => new VectorPoint(IdOf(i), make(random), PayloadOf(i))).ToArray();
            writing.Start();
            await store.UpsertAsync("bench", points, 1, None);
            writing.Stop();
        }

        BenchTable.Row($"embedded store, {what}, {count} × {Size}: write", $"{count / writing.Elapsed.TotalSeconds:N0} points/s, one writer, batches of {batch:N0}, each fsynced");
    }

    private static async Task SearchAsync(EmbeddedVectorStore store, string what, string how, Func<Random, float[]> make, Filter? filter)
    {
        var random = new Random(2);
        var times = new List<double>();
        for (var i = 0; i < Queries + 10; i++)
        {
            var query = make(random);
            var watch = Stopwatch.StartNew();
            await store.QueryAsync("bench", new VectorQuery(query, 10, filter), None);
            if (i >= 10)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        BenchTable.Row($"embedded store, {what}, × {Size}: search, {how}", $"median {times[Queries / 2]:F1} ms, p95 {times[Queries * 95 / 100]:F1} ms");
    }

    private static Guid IdOf(int i) => new(i * -1640531535, (short)(i >> 16), (short)i, 1, 2, 3, 4, 5, 6, 7, 8);

    private static byte[] PayloadOf(int i) => Encoding.UTF8.GetBytes(
        $$$"""{"name":"taladro inalambrico truper 20v con bateria y cargador {{{i}}}","brand":"truper","category":"herramienta electrica","price":{{{i % 1000}}}.5,"stock":{{{i % 77}}},"n":{{{i % 100}}},"_sync":{"datasource":"d1","key":"{{{i}}}","code":"C{{{i}}}","textHash":"0123456789abcdef","payloadHash":"0123456789abcdef","fence":1}}""");

    private static float[] Near(float[] centre, Random random)
    {
        var vector = Normal(random, 0.6f);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] += centre[i];
        }

        return vector;
    }

    private static float[] Normal(Random random, float width)
    {
        var vector = new float[Size];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * (float)Math.Cos(2 * Math.PI * random.NextDouble()) * width;
        }

        return vector;
    }
}
