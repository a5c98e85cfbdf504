using System.Collections.Concurrent;

namespace SyncAdmin.Tests.Models;

/// <summary>A clock whose timers go off at once and are noted: retries without the waiting.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    internal ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
