namespace SyncAdmin.Core.Models;

/// <summary>Counts for <see cref="ModelUsage"/>. Thread-safe.</summary>
internal sealed class UsageAccount
{
    // About so many calls are remembered.
    private const int LatencyMemory = 8;

    private readonly Lock _lock = new();

    private long _latencyTicks;

    private ModelUsage _usage = new(0, 0, 0, 0, 0);

    internal ModelUsage Usage => Volatile.Read(ref _usage);

    /// <summary>Of the calls with several texts, the last ones counting most; null: none yet.</summary>
    internal TimeSpan? BatchLatency => Volatile.Read(ref _latencyTicks) is > 0 and var ticks ? TimeSpan.FromTicks(ticks) : null;

    internal void BatchTook(TimeSpan latency)
    {
        lock (_lock)
        {
            _latencyTicks = Math.Max(1, _latencyTicks == 0 ? latency.Ticks : _latencyTicks + ((latency.Ticks - _latencyTicks) / LatencyMemory));
        }
    }

    internal void Served(int items, long tokens)
    {
        lock (_lock)
        {
            _usage = _usage with { Calls = _usage.Calls + 1, Items = _usage.Items + items, Tokens = _usage.Tokens + tokens };
        }
    }

    internal void Failed(ModelFailure failure)
    {
        lock (_lock)
        {
            _usage = _usage with { Failures = _usage.Failures + 1, QuotaRefusals = _usage.QuotaRefusals + (failure == ModelFailure.Quota ? 1 : 0) };
        }
    }
}
