using System.Threading.RateLimiting;

namespace SyncAdmin.Core.Queue.Sql;

/// <summary>The readers of one queue in this process.</summary>
/// <param name="Cursor">Where they go on.</param>
/// <param name="Turns">
/// How many rows they lock at once, all together. A reader walks over every row that others hold before it finds one that is free: hundreds of readers spend their time on
/// that, and each comes sooner when it waits for a turn here, without a connection.
/// </param>
internal sealed record Readers(ClaimCursor Cursor, ConcurrencyLimiter Turns)
{
    /// <summary>Rows at once.</summary>
    internal const int AtOnce = 512;

    /// <summary>What a read counts at least: so many reads of one message are enough to fill each flush of PostgreSQL's log.</summary>
    internal const int Least = 16;

    internal static Readers Of(TimeProvider time) =>
        new(new ClaimCursor(time), new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = int.MaxValue }));
}
