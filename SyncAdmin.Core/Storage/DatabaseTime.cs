namespace SyncAdmin.Core.Storage;

/// <summary>
/// The database's clock as SQL expressions. Leases and visibility compare with it and never with a machine's own clock: replicas' clocks
/// differ. An in-process test drives it by <see cref="Frozen"/>.
/// </summary>
public abstract class DatabaseTime
{
    /// <summary>Set by tests: time stands still at this instant until it is set anew. Null: the server's clock.</summary>
    internal DateTimeOffset? Frozen { get; set; }

    /// <summary>Now, in the type of a time column.</summary>
    public abstract string Now { get; }

    /// <summary>Now in whole Unix milliseconds, a 64-bit integer.</summary>
    public abstract string NowMilliseconds { get; }

    /// <summary>Now plus a span, in the type of a time column.</summary>
    public abstract string NowPlus(TimeSpan span);

    /// <summary>Now plus as many milliseconds as an integer SQL expression says, in the type of a time column.</summary>
    public abstract string NowPlusMilliseconds(string expression);

    /// <summary>A time column's value in whole Unix milliseconds.</summary>
    public abstract string MillisecondsOf(string expression);
}
