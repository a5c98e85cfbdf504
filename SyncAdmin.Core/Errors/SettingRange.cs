namespace SyncAdmin.Core.Errors;

/// <summary>A number of the configuration, and what it must lie between.</summary>
/// <param name="Key">Within its section.</param>
/// <param name="Value">As configured.</param>
/// <param name="Least">The smallest that works.</param>
/// <param name="Most">The largest that works.</param>
internal readonly record struct SettingRange(string Key, double Value, double Least, double Most)
{
    /// <summary>A line with key, value and remedy for each number that is out of its range, NaN included.</summary>
    internal static IEnumerable<string> Mistakes(string section, IEnumerable<SettingRange> ranges) =>
        ranges.Where(range => !(range.Value >= range.Least && range.Value <= range.Most))
            .Select(range => FormattableString.Invariant($"{section}:{range.Key} is {range.Value}: set it between {range.Least} and {range.Most}, or leave it out for the default."));
}
