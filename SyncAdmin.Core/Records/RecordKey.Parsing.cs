using System.Buffers;
using System.Globalization;
using System.Text;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Records;

/// <content>The way back: from the canonical text to what <see cref="IConnector.ReadByKeysAsync"/> takes.</content>
public static partial class RecordKey
{
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create("0123456789.");
    private static readonly string[] RestOfSpan = [@"mm\:ss", @"mm\:ss\.FFFFFFF"];

    /// <summary>
    /// The typed key of a canonical text. It makes the same text again, always: a text that no value of these columns could have made (the columns were
    /// other ones then) is a problem, and no row of the source can have it. A text that lost the blanks at its end comes without them; connectors
    /// find its row all the same.
    /// </summary>
    /// <param name="text">Canonical text.</param>
    /// <param name="kinds">Of the key columns, in their order: <see cref="SourceColumn.Kind"/> of what <see cref="IConnector.ValidateAsync"/> tells.</param>
    internal static Outcome<SourceKey> Parse(string text, IReadOnlyList<ColumnKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(kinds);
        string[] parts = kinds.Count == 1 ? [text] : Split(text);
        if (parts.Length != kinds.Count)
        {
            return Foreign(text, $"has {parts.Length} parts, and the key has {kinds.Count} columns");
        }

        var values = new object[parts.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (Value(parts[i], kinds[i]) is not { } value)
            {
                return Foreign(text, $"is no value of a key column that holds {kinds[i]}");
            }

            values[i] = value;
        }

        var key = new SourceKey(values);
        var again = Of(key);
        return again.Succeeded && string.Equals(again.Value, text, StringComparison.Ordinal) ? key : Foreign(text, "is not how such a key is written");
    }

    private static Problem Foreign(string text, string why) => new(ErrorCatalog.RecordKeyInvalid, $"The record key \"{Start(text)}\" {why}.");

    /// <summary>At every <c>|</c> that no <c>\</c> stands in front of.</summary>
    private static string[] Split(string text)
    {
        List<string> parts = [];
        var part = new StringBuilder();
        var escaped = false;
        foreach (var character in text)
        {
            if (!escaped && character == '|')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else if (!escaped && character == '\\')
            {
                escaped = true;
                continue;
            }
            else
            {
                part.Append(character);
            }

            escaped = false;
        }

        parts.Add(part.ToString());
        return [.. parts];
    }

    private static object? Value(string text, ColumnKind kind) => kind switch
    {
        ColumnKind.Integer or ColumnKind.Bits => Whole(text),
        ColumnKind.Decimal => Exact(text),
        ColumnKind.Float => Double(text),
        ColumnKind.Moment => Moment(text),
        ColumnKind.Time => Time(text),
        ColumnKind.Identifier => Guid.TryParseExact(text, "D", out var identifier) ? identifier : null,
        ColumnKind.Boolean => bool.TryParse(text, out var flag) ? flag : null,
        ColumnKind.Binary => Bytes(text),
        ColumnKind.Any => AsWritten(Whole(text), text) ?? AsWritten(Double(text), text) ?? text,
        _ => text,
    };

    private static object? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var large) ? large
        : null;

    /// <summary>As connectors hold it: a decimal where that is exact, else the text.</summary>
    private static object? Exact(string text) =>
        text is "NaN" or "Infinity" or "-Infinity" || (text.Length > 0 && text.AsSpan(text[0] == '-' ? 1 : 0).IndexOfAnyExcept(DigitsAndPoint) < 0)
            ? ExactNumber.Decimal(text)
            : null;

    private static double? Double(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static object? AsWritten(object? number, string text) =>
        number is not null && string.Equals(CanonicalValue.Text(number), text, StringComparison.Ordinal) ? number : null;

    private static object? Moment(string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var date))
        {
            return date;
        }

        return text.EndsWith('Z')
            ? DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", invariant, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) ? utc : null
            : DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", invariant, DateTimeStyles.None, out var local) ? local : null;
    }

    /// <summary>A time of day where it can be one: what it was is not told by its text, and each source reads either.</summary>
    private static object? Time(string text)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        // [-]hh:mm:ss[.fffffff], where the hours may go beyond a day.
        var sign = text.StartsWith('-') ? -1 : 1;
        var hours = text.IndexOf(':', StringComparison.Ordinal);
        return hours > 0
            && long.TryParse(text.AsSpan(sign < 0 ? 1 : 0, hours - (sign < 0 ? 1 : 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            && whole <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerHour
            && TimeSpan.TryParseExact(text.AsSpan(hours + 1), RestOfSpan, CultureInfo.InvariantCulture, out var rest)
                ? TimeSpan.FromTicks(unchecked(sign * ((whole * TimeSpan.TicksPerHour) + rest.Ticks)))
                : null;
    }

    private static byte[]? Bytes(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
