using System.Globalization;
using System.Text.RegularExpressions;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>
/// A value as we order it, because an API does not say how it orders: numbers (also as texts, <c>"42"</c>) by size, then moments, then texts by their
/// UTF-16 units without blanks at the end. Two values are equal here exactly when they make the same record key.
/// </summary>
internal readonly partial record struct ApiOrderValue
{
    private readonly byte _sort;
    private readonly decimal _number;
    private readonly string? _text;

    private ApiOrderValue(byte sort, decimal number, string? text) => (_sort, _number, _text) = (sort, number, text);

    /// <summary>Of a key.</summary>
    internal static ApiOrderValue OfKey(object value) => value switch
    {
        long number => Number(number),
        ulong number => Number(number),
        decimal number => Number(number),
        int number => Number(number),
        string text => OfText(text),
        _ => new(2, 0, ApiNumber.TextOf(value)),
    };

    /// <summary>Of a change field: a text that is a date or a moment (ISO 8601; UTC where it does not say) is ordered by time.</summary>
    internal static ApiOrderValue OfChange(object value) => value switch
    {
        string text when MomentOf(text) is { } moment => Moment(moment),
        DateTimeOffset moment => Moment(moment),
        DateTime moment => Moment(new DateTimeOffset(DateTime.SpecifyKind(moment, DateTimeKind.Utc))),
        DateOnly date => Moment(new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)),
        _ => OfKey(value),
    };

    /// <summary>The moment that a text says; null: it says none.</summary>
    internal static DateTimeOffset? MomentOf(string text)
    {
        var match = Iso8601().Match(text);
        // Ticks have seven places; some APIs write nine.
        return match.Success && DateTimeOffset.TryParse(
            $"{match.Groups["seconds"].Value}{match.Groups["ticks"].Value}{match.Groups["zone"].Value}",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment) ? moment : null;
    }

    /// <summary>Below, at or above 0: before, equal, behind.</summary>
    internal int CompareTo(ApiOrderValue other) =>
        _sort != other._sort ? _sort.CompareTo(other._sort)
        : _sort < 2 ? _number.CompareTo(other._number)
        : string.CompareOrdinal(_text, other._text);

    private static ApiOrderValue Number(decimal number) => new(0, number, null);

    private static ApiOrderValue Moment(DateTimeOffset moment) => new(1, moment.UtcTicks, null);

    private static ApiOrderValue OfText(string text)
    {
        var trimmed = text.TrimEnd(' ');
        var isNumber = trimmed.Length is > 0 and <= 30 && (char.IsAsciiDigit(trimmed[0]) || trimmed[0] == '-')
            && ExactNumber.Decimal(trimmed) is decimal number && string.Equals(ApiNumber.Text(number), trimmed, StringComparison.Ordinal);
        return isNumber ? Number((decimal)ExactNumber.Decimal(trimmed)) : new(2, 0, trimmed);
    }

    [GeneratedRegex(@"\A(?<seconds>\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?)((?<ticks>\.\d{1,7})\d*)?(?<zone>Z|z|[+-]\d{2}:?\d{2})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso8601();
}
