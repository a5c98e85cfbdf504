using System.Globalization;

namespace SyncAdmin.Core.Storage;

internal sealed class SqliteTime : DatabaseTime
{
    public override string Now => Frozen is { } frozen
        ? frozen.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
        : "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)";

    public override string NowMilliseconds => Now;

    public override string NowPlus(TimeSpan span) =>
        string.Create(CultureInfo.InvariantCulture, $"({Now} + {(long)span.TotalMilliseconds})");

    public override string NowPlusMilliseconds(string expression) => $"({Now} + ({expression}))";

    public override string MillisecondsOf(string expression) => expression;
}
