namespace SyncAdmin.App.Components.Sync;

/// <summary>A circuit has no request per click: each act of a reader gets an id of its own, to follow it through job, calls and log.</summary>
public sealed class CorrelationIds(TimeProvider clock)
{
    /// <summary>A new one; 32 hexadecimal digits.</summary>
    public string Next() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
}
