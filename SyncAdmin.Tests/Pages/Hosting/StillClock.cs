namespace SyncAdmin.Tests.Pages.Hosting;

/// <summary>It is <see cref="Examples.Now"/>, and stays so.</summary>
internal sealed class StillClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Examples.Now;
}
