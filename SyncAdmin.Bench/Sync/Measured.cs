using System.Diagnostics;

namespace SyncAdmin.Bench.Sync;

/// <summary>What a run cost: by the clock, of the processors (this process alone) and of the garbage collector.</summary>
internal sealed record Measured(TimeSpan Elapsed, TimeSpan Processor, TimeSpan Pauses, long Allocated)
{
    internal static async Task<Measured> OfAsync(Func<Task> run)
    {
        var (processor, pauses, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
        var clock = Stopwatch.StartNew();
        await run();
        return new Measured(
            clock.Elapsed, Environment.CpuUsage.TotalTime - processor, GC.GetTotalPauseDuration() - pauses, GC.GetTotalAllocatedBytes() - allocated);
    }

    internal static Measured Median(List<Measured> runs) => runs.OrderBy(run => run.Elapsed).ElementAt(runs.Count / 2);
}
