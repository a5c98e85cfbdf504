using System.Globalization;
using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Connectors;

namespace SyncAdmin.Core.Records;

/// <summary>
/// A typed key as JSON and back, exactly: <c>[["long","5"],["string","a"]]</c>. The checkpoint keeps this form, because the source
/// compares by its own type, never by our text.
/// </summary>
public static class SourceKeyJson
{
    /// <summary>The JSON of a key.</summary>
    public static string Write(SourceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return JsonSerializer.Serialize(key.Values.Select(static value => new[] { Tag(value), Text(value) }));
    }

    /// <summary>The key of a JSON text made by <see cref="Write"/>; a <see cref="FormatException"/> for any other text.</summary>
    public static SourceKey Parse(string json)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string[][]>(json) ?? [];
            if (parts.Length == 0 || Array.Exists(parts, static part => part is not [not null, not null]))
            {
                throw new FormatException($"Not a key: {json}");
            }

            return new SourceKey([.. parts.Select(static part => Value(part[0], part[1]))]);
        }
        catch (Exception exception) when (exception is JsonException or OverflowException)
        {
            throw new FormatException($"Not a key: {json}", exception);
        }
    }

    private static string Tag(object value) => value switch
    {
        long or int or short or byte or sbyte or ushort or uint => "long",
        ulong => "ulong",
        decimal => "decimal",
        double or float => "double",
        string text when text.Contains('\0', StringComparison.Ordinal) => "utf8", // No text to PostgreSQL's JSON.
        string => "string",
        bool => "bool",
        DateOnly => "date",
        DateTime => "datetime",
        DateTimeOffset => "datetimeoffset",
        TimeOnly => "time",
        TimeSpan => "timespan",
        Guid => "guid",
        byte[] => "bytes",
        _ => throw new ArgumentException($"A key can't hold {value.GetType()}.", nameof(value)),
    };

    private static string Text(object value) => value switch
    {
        string text when text.Contains('\0', StringComparison.Ordinal) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        string text => text,
        byte[] bytes => Convert.ToBase64String(bytes),
        double or float => Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
        TimeSpan duration => duration.Ticks.ToString(CultureInfo.InvariantCulture),
        DateOnly or DateTime or DateTimeOffset or TimeOnly => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
    };

    private static object Value(string tag, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        return tag switch
        {
            "long" => long.Parse(text, invariant),
            "ulong" => ulong.Parse(text, invariant),
            "decimal" => decimal.Parse(text, invariant),
            "double" => double.Parse(text, invariant),
            "string" => text,
            "utf8" => Encoding.UTF8.GetString(Convert.FromBase64String(text)),
            "bool" => bool.Parse(text),
            "date" => DateOnly.ParseExact(text, "o", invariant),
            "datetime" => DateTime.ParseExact(text, "o", invariant, DateTimeStyles.RoundtripKind),
            "datetimeoffset" => DateTimeOffset.ParseExact(text, "o", invariant),
            "time" => TimeOnly.ParseExact(text, "o", invariant),
            "timespan" => TimeSpan.FromTicks(long.Parse(text, invariant)),
            "guid" => Guid.Parse(text),
            "bytes" => Convert.FromBase64String(text),
            _ => throw new FormatException($"Unknown type \"{tag}\" in a key."),
        };
    }
}
