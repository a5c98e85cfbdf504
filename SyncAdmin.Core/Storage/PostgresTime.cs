using System.Globalization;

namespace SyncAdmin.Core.Storage;

internal sealed class PostgresTime : DatabaseTime
{
    // clock_timestamp(), not now(): now() stands still for the length of a transaction.
    public override string Now => Frozen is { } frozen
        ? string.Create(CultureInfo.InvariantCulture, $"timestamptz '{frozen.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'")
        : "clock_timestamp()";

    public override string NowMilliseconds => MillisecondsOf(Now);

    public override string NowPlus(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"({Now} + interval '{(long)span.TotalMilliseconds} milliseconds')");

    public override string NowPlusMilliseconds(string expression) => $"({Now} + ({expression}) * interval '1 millisecond')";

    public override string MillisecondsOf(string expression) => $"CAST(floor(extract(epoch FROM {expression}) * 1000) AS bigint)";
}
