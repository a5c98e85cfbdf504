using System.Globalization;

namespace SyncAdmin.Bench.Sync;

/// <summary>The engine's memory with a store that discards, at 200,000 and at 2,000,000 rows. Bar: within 20 % of each other.</summary>
public static class SyncMemoryBench
{
    /// <summary>Arguments: the two numbers of rows, 200,000 and 2,000,000 by default.</summary>
    public static async Task RunAsync(string[] args)
    {
        var sizes = args is [_, _, ..] ? args[..2].Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToArray() : [200_000, 2_000_000];
        await MeasureAsync(sizes[0], times: 1); // For the compiler.
        var peaks = new List<(long Heap, long Anonymous)>();
        foreach (var size in sizes)
        {
            // As many rows, and so samples, of each size: a sync of the smaller one is over after a handful, and their 90th percentile is chance.
            peaks.Add(await MeasureAsync(size, times: Math.Max(1, sizes[1] / size)));
            BenchTable.Row(
                $"memory of the engine, {size.ToString("N0", CultureInfo.InvariantCulture)} rows, store that discards",
                $"heap {peaks[^1].Heap / 1048576.0:N0} MiB after a collection, anonymous memory {peaks[^1].Anonymous / 1048576.0:N0} MiB (90th percentile of the samples)");
        }

        var ratio = (double)(peaks[1].Heap + peaks[1].Anonymous) / (peaks[0].Heap + peaks[0].Anonymous);
        BenchTable.Row("memory of the engine, larger to smaller", $"{ratio:P0}");
    }

    /// <summary>One sync after the other, each by an engine of its own that begins with as little memory as the first.</summary>
    private static async Task<(long Heap, long Anonymous)> MeasureAsync(int rows, int times)
    {
        var (heaps, anonymous) = (new List<long>(), new List<long>());
        for (var time = 0; time < times; time++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await SampleAsync(rows, heaps, anonymous);
        }

        return (NinetiethPercentile(heaps), NinetiethPercentile(anonymous));
    }

    private static async Task SampleAsync(int rows, List<long> heaps, List<long> anonymous)
    {
        await using var engine = await BenchEngine.StartAsync(discards: true);
        var datasource = await engine.AddAsync("memory", "synthetic", string.Create(CultureInfo.InvariantCulture, $$"""{"rows":{{rows}}}"""));
        var syncing = engine.SyncAsync(datasource);
        while (!syncing.IsCompleted)
        {
            await Task.WhenAny(syncing, Task.Delay(250));
            heaps.Add(GC.GetTotalMemory(forceFullCollection: true));
            anonymous.Add(Anonymous());
        }

        await syncing;
    }

    private static long NinetiethPercentile(List<long> samples) => samples.Order().ElementAt(samples.Count * 9 / 10);

    /// <summary>Private memory that no file stands behind, in bytes.</summary>
    private static long Anonymous() => File.ReadLines("/proc/self/smaps_rollup")
        .Where(line => line.StartsWith("Anonymous:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
        .First();
}
