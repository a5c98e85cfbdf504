using System.Text.RegularExpressions;

namespace SyncAdmin.App.Hosting;

/// <summary>A setting that is not of its kind, such as a word where a number belongs: .NET throws before any validation sees it.</summary>
internal static partial class UnreadableSetting
{
    /// <summary>The mistake as a line that names key, value and remedy; null when the exception is about something else.</summary>
    internal static string? In(InvalidOperationException exception) =>
        Told().Match(exception.Message) is { Success: true } told
            ? $"{told.Groups["key"].Value} is \"{told.Groups["value"].Value}\": give {Kind(told.Groups["type"].Value)}."
            : null;

    private static string Kind(string type) => type switch
    {
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" or "System.Single" or "System.Decimal" => "a number, with a point before its decimals",
        "System.TimeSpan" => "a time as hours:minutes:seconds",
        "System.Uri" => "an address that begins with http:// or https://",
        _ => $"a value of the type {type}",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();
}
