using System.Diagnostics;
using SyncAdmin.Core.Embeddings.Local;

namespace SyncAdmin.Bench.Embeddings;

/// <summary>Short texts (about 80 characters) that the local embedder turns into vectors in a second, on all cores; the bar is 100,000 on two.</summary>
public static class LocalEmbedderBench
{
    private const int Texts = 100_000;
    private const int Rounds = 3;

    /// <summary>Prints the rate of each round and the bytes allocated for a text (a vector alone is 3,096).</summary>
    public static Task RunAsync(string[] args)
    {
        var texts = Enumerable.Range(0, Texts)
            .Select(index => $"Taladro percutor inalámbrico {index % 900} W Bosch Profesional, batería 18V ref TRP-{index:D6}")
            .ToArray();
        Run(texts); // The first round is for the compiler.
        for (var round = 1; round <= Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var elapsed = Run(texts);
            var bytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / Texts;
            BenchTable.Row(
                $"local embedder, texts of {texts[0].Length} characters",
                $"{Texts / elapsed.TotalSeconds:N0} texts/s on {Environment.ProcessorCount} threads, {bytes:N0} bytes allocated a text");
        }

        return Task.CompletedTask;
    }

    private static TimeSpan Run(string[] texts)
    {
        var clock = Stopwatch.StartNew();
        Parallel.For(0, texts.Length, index => LocalEmbedder.Embed(texts[index]));
        return clock.Elapsed;
    }
}
