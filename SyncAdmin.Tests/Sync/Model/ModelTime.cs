namespace SyncAdmin.Tests.Sync.Model;

/// <summary>A clock that the play sets. What is waited for goes twenty times as fast, and what is measured is the real time.</summary>
internal sealed class ModelTime : TimeProvider
{
    private const int Faster = 20;

    internal DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    private static TimeSpan Scaled(TimeSpan span) => span > TimeSpan.Zero ? span / Faster : span;
}
