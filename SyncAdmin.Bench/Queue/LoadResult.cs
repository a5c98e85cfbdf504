using System.Globalization;

namespace SyncAdmin.Bench.Queue;

/// <summary>What a load got done.</summary>
/// <param name="Rate">Messages a second.</param>
/// <param name="P50">Half of the cycles took at most this.</param>
/// <param name="P95">95 of 100 took at most this.</param>
/// <param name="P99">99 of 100 took at most this.</param>
/// <param name="Client">Processor time a message, of all clients.</param>
/// <param name="Server">Processor time a message, of the server.</param>
internal sealed record LoadResult(double Rate, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan Client, TimeSpan Server)
{
    internal static LoadResult Of(double rate, TimeSpan client, TimeSpan server, IEnumerable<TimeSpan> latencies)
    {
        var sorted = latencies.Order().ToArray();
        return new LoadResult(rate, At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), client, server);
    }

    /// <summary>The one in the middle by its rate.</summary>
    internal static LoadResult Median(IReadOnlyCollection<LoadResult> results) => results.OrderBy(static result => result.Rate).ElementAt(results.Count / 2);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rate:N0}/s (p50 {P50.TotalMilliseconds:N1}, p95 {P95.TotalMilliseconds:N1}, p99 {P99.TotalMilliseconds:N1} ms; {Client.TotalMicroseconds:N0} + {Server.TotalMicroseconds:N0} µs of processor)");

    private static TimeSpan At(TimeSpan[] sorted, double share) => sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)(share * (sorted.Length - 1))];
}
