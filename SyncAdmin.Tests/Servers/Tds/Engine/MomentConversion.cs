using System.Globalization;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>Conversions to and from dates and times, with the precision of each type.</summary>
internal static class MomentConversion
{
    private const int OdbcStyle = 121;
    private const int Iso8601Style = 126;
    private static readonly DateTime Epoch = new(1900, 1, 1);

    internal static string To(object value, TdsType from, TdsType to)
    {
        if (value is not string text)
        {
            throw new TdsErrorException(529, $"Explicit conversion from data type {from.Name} to {to.Name} is not allowed.");
        }

        if (to.Kind == TdsKind.Time)
        {
            return Time(text, from, to).ToString(Stored.TimeFormat, CultureInfo.InvariantCulture);
        }

        var (moment, offset) = from switch
        {
            { Kind: TdsKind.Time } => (Epoch + TimeSpan.ParseExact(text, Stored.TimeFormat, CultureInfo.InvariantCulture), TimeSpan.Zero),
            { IsMoment: true } => (DateTime.ParseExact(text[..Stored.MomentFormat.Length], Stored.MomentFormat, CultureInfo.InvariantCulture), Stored.OffsetOf(text)),
            _ => Parsed(text),
        };
        if (to.Kind == TdsKind.DateTimeOffset)
        {
            return Stored.Moment(Rounded(moment, to)) + Stored.Offset(offset);
        }

        // Other types know no zone: they keep what the clock on the wall showed.
        return Stored.Moment(Rounded(moment + offset, to));
    }

    internal static string ToText(string stored, TdsType from, int style)
    {
        if (from.Kind == TdsKind.Time)
        {
            return stored[..(from.Scale == 0 ? 8 : 9 + from.Scale)];
        }

        var moment = (DateTime.ParseExact(stored[..Stored.MomentFormat.Length], Stored.MomentFormat, CultureInfo.InvariantCulture) + Stored.OffsetOf(stored))
            .ToString(Stored.MomentFormat, CultureInfo.InvariantCulture);
        var digits = from.Scale == 0 ? 19 : 20 + from.Scale;
        var separated = style is Iso8601Style ? moment.Replace(' ', 'T') : moment;
        return from.Kind switch
        {
            TdsKind.Date => moment[..10],
            TdsKind.DateTimeOffset => separated[..digits] + (style is Iso8601Style ? "" : " ") + stored[Stored.MomentFormat.Length..],
            TdsKind.DateTime2 => separated[..digits],
            _ when style is OdbcStyle or Iso8601Style or 120 or 21 or 20 => separated[..(style is 120 or 20 ? 19 : 23)],
            // The old default: "Jan  2 2024  3:04AM".
            _ => Old(DateTime.ParseExact(moment, Stored.MomentFormat, CultureInfo.InvariantCulture)),
        };
    }

    private static string Old(DateTime moment) => string.Create(
        CultureInfo.InvariantCulture, $"{moment:MMM} {moment.Day,2} {moment:yyyy} {moment.ToString("h:mmtt", CultureInfo.InvariantCulture),7}");

    private static TimeSpan Time(string text, TdsType from, TdsType to)
    {
        var time = from switch
        {
            { Kind: TdsKind.Time } => TimeSpan.ParseExact(text, Stored.TimeFormat, CultureInfo.InvariantCulture),
            { IsMoment: true } => (DateTime.ParseExact(text[..Stored.MomentFormat.Length], Stored.MomentFormat, CultureInfo.InvariantCulture) + Stored.OffsetOf(text)).TimeOfDay,
            _ => Parsed(text).Moment.TimeOfDay,
        };
        return TimeSpan.FromTicks(Rounded(time.Ticks, to.Scale) % TimeSpan.TicksPerDay);
    }

    private static (DateTime Moment, TimeSpan Offset) Parsed(string text)
    {
        var trimmed = text.Trim();
        if (!DateTimeOffset.TryParseExact(trimmed, ["yyyyMMdd", "yyyyMMdd HH:mm:ss", "yyyyMMdd HH:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && !DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment))
        {
            throw new TdsErrorException(TdsErrors.ConversionOfMoment, "Conversion failed when converting date and/or time from character string.");
        }

        return (moment.UtcDateTime, moment.Offset);
    }

    private static DateTime Rounded(DateTime moment, TdsType to) => to.Kind switch
    {
        TdsKind.Date => moment.Date,
        TdsKind.SmallDateTime => new DateTime(Rounded(moment.Ticks, TimeSpan.TicksPerMinute), DateTimeKind.Unspecified),
        // datetime counts in three-hundredths of a second.
        TdsKind.DateTime => moment.Date.AddMilliseconds(Math.Round(Math.Round(moment.TimeOfDay.TotalMilliseconds * 0.3) / 0.3)),
        _ => new DateTime(Rounded(moment.Ticks, to.Scale), DateTimeKind.Unspecified),
    };

    private static long Rounded(long ticks, byte scale)
    {
        var unit = 1L;
        for (int digits = scale; digits < 7; digits++)
        {
            unit *= 10;
        }

        return Rounded(ticks, unit);
    }

    private static long Rounded(long ticks, long unit) => (ticks + (unit / 2)) / unit * unit;
}
