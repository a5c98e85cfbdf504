using System.Collections.Concurrent;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>How long a job waits before it tries an unreachable source, store or provider again: 5 s, doubled each time, at most 5 minutes; 5 s again once it has moved.</summary>
internal sealed class WaitBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, (long Records, TimeSpan Wait, int Times)> _waits = new();

    /// <summary>The next wait of a job that has committed so many records, and how often in a row it has waited without moving.</summary>
    internal (TimeSpan Wait, int Times) Next(Guid jobId, long records)
    {
        var next = _waits.AddOrUpdate(
            jobId,
            (records, First, 1),
            (_, last) => last.Records == records
                ? (records, TimeSpan.FromTicks(Math.Min(Longest.Ticks, last.Wait.Ticks * 2)), last.Times + 1)
                : (records, First, 1));
        return (next.Wait, next.Times);
    }

    internal void Forget(Guid jobId) => _waits.TryRemove(jobId, out _);
}
