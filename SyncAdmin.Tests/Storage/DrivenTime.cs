namespace SyncAdmin.Tests.Storage;

/// <summary>A clock that a test sets.</summary>
internal sealed class DrivenTime : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = new(2026, 11, 22, 10, 30, 40, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
