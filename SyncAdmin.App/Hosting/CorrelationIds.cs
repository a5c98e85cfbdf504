namespace SyncAdmin.App.Hosting;

/// <summary>Makes the ids that follow a request, or an act of a reader (a circuit has no request per click), through job, calls and log.</summary>
public sealed class CorrelationIds(TimeProvider clock)
{
    /// <summary>A new one; 32 hexadecimal digits.</summary>
    public string Next() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
}
