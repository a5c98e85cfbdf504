using System.Globalization;

namespace SyncAdmin.Core.Storage;

internal sealed class PostgresTime : DatabaseTime
{
    // clock_timestamp(), not now(): now() stands still for the length of a transaction.
    public override string Now => Frozen is { } frozen
        ? string.Create(CultureInfo.InvariantCulture, $"timestamptz '{frozen.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'")
        : "clock_timestamp()";

    public override string NowMilliseconds => $"CAST(floor(extract(epoch FROM {Now}) * 1000) AS bigint)";

    public override string NowPlus(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"({Now} + interval '{(long)span.TotalMilliseconds} milliseconds')");
}
