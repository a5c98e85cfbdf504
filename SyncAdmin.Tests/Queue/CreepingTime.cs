namespace SyncAdmin.Tests.Queue;

/// <summary>A clock that goes on by so much each time that it is asked: as if everything took that long.</summary>
internal sealed class CreepingTime(TimeSpan step) : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);
}
