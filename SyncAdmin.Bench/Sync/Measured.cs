using System.Diagnostics;

namespace SyncAdmin.Bench.Sync;

/// <summary>What a run cost: by the clock, of the processors (this process alone) and of the garbage collector.</summary>
internal sealed record Measured(TimeSpan Elapsed, TimeSpan Processor, TimeSpan Pauses, int Collections, int FullCollections, long Allocated)
{
    internal static async Task<Measured> OfAsync(Func<Task> run)
    {
        var (processor, pauses, all, full, allocated) =
            (Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration(), GC.CollectionCount(0), GC.CollectionCount(2), GC.GetTotalAllocatedBytes());
        var clock = Stopwatch.StartNew();
        await run();
        return new Measured(
            clock.Elapsed,
            Environment.CpuUsage.TotalTime - processor,
            GC.GetTotalPauseDuration() - pauses,
            GC.CollectionCount(0) - all,
            GC.CollectionCount(2) - full,
            GC.GetTotalAllocatedBytes() - allocated);
    }

    internal static Measured Median(List<Measured> runs) => runs.OrderBy(run => run.Elapsed).ElementAt(runs.Count / 2);
}
