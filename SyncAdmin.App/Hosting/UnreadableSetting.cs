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
        _ when Names(type) is { Length: > 0 } names => string.Join(" or ", names),
        _ => $"a value of the type {type}",
    };

    /// <summary>What an enumeration of ours offers, as people write it in settings.</summary>
    private static string[] Names(string type) =>
        typeof(Core.Errors.Problem).Assembly.GetType(type) is { IsEnum: true } choice ? [.. Enum.GetNames(choice).Select(name => name.ToLowerInvariant())] : [];

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();
}
