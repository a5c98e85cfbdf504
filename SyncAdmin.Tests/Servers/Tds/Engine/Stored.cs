using System.Data.SqlTypes;
using System.Globalization;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>
/// How values of T-SQL types lie in SQLite: whole numbers and bits as integers, floats as reals, binaries as blobs; decimals as their digits,
/// so that 38 of them stay exact; GUIDs as text; dates and times as <c>2024-01-02 03:04:05.0000000</c>, with an offset behind the UTC time;
/// variants with their type in front. Collations (<see cref="Collations"/>) make the texts compare as what they are.
/// </summary>
internal static class Stored
{
    internal const string MomentFormat = "yyyy-MM-dd HH:mm:ss.fffffff";
    internal const string TimeFormat = @"hh\:mm\:ss\.fffffff";
    internal const char VariantSeparator = '\u001F';

    /// <summary>From the forms of <see cref="ValueWriter"/>.</summary>
    internal static object? From(TdsType type, object? value) => value switch
    {
        null => null,
        bool bit => bit ? 1L : 0L,
        SqlDecimal number => number.ToString(),
        Guid guid => guid.ToString("D").ToUpperInvariant(),
        DateTime moment => Moment(moment),
        DateTimeOffset moment => Moment(moment.UtcDateTime) + Offset(moment.Offset),
        TimeSpan time => time.ToString(TimeFormat, CultureInfo.InvariantCulture),
        string text when type.Kind == TdsKind.Char || type.Kind == TdsKind.NChar => text.PadRight(type.Length),
        _ => value,
    };

    /// <summary>To the forms of <see cref="ValueWriter"/>; <paramref name="value"/> is SQLite's.</summary>
    internal static object? To(TdsType type, object? value)
    {
        if (value is null or DBNull)
        {
            return null;
        }

        if (type.IsInteger)
        {
            var number = value as long? ?? Convert.ToInt64(Convert.ToDouble(value, CultureInfo.InvariantCulture));
            return type.Kind == TdsKind.Bit ? number != 0 : number;
        }

        if (type.IsMoment)
        {
            return ToMoment(type.Kind, (string)value);
        }

        return type.Kind switch
        {
            TdsKind.Decimal or TdsKind.Numeric or TdsKind.Money or TdsKind.SmallMoney => ToDecimal(type, value),
            TdsKind.Real or TdsKind.Float => Convert.ToDouble(value, CultureInfo.InvariantCulture),
            TdsKind.UniqueIdentifier => Guid.Parse((string)value),
            TdsKind.Variant => ToVariant((string)value),
            _ when type.IsBinary => value,
            _ => Text(value),
        };
    }

    internal static string Moment(DateTime moment) => moment.ToString(MomentFormat, CultureInfo.InvariantCulture);

    internal static string Offset(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    internal static string Text(object value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : (string)value;

    /// <summary>With the type's precision and scale; error 8115 when it does not fit.</summary>
    internal static SqlDecimal ToDecimal(TdsType type, object value)
    {
        try
        {
            var number = value is double real ? new SqlDecimal(real) : SqlDecimal.Parse(Text(value));
            return SqlDecimal.ConvertToPrecScale(number, type.Precision, type.Scale);
        }
        catch (SqlTruncateException)
        {
            throw new TdsErrorException(8115, $"Arithmetic overflow error converting numeric to data type {type.Name}.");
        }
    }

    internal static object ToMoment(TdsKind kind, string text)
    {
        if (kind == TdsKind.Time)
        {
            return TimeSpan.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture);
        }

        var moment = DateTime.ParseExact(text[..MomentFormat.Length], MomentFormat, CultureInfo.InvariantCulture);
        if (kind == TdsKind.DateTimeOffset)
        {
            return new DateTimeOffset(moment, TimeSpan.Zero).ToOffset(OffsetOf(text));
        }

        return moment;
    }

    internal static TimeSpan OffsetOf(string text)
    {
        if (text.Length <= MomentFormat.Length)
        {
            return TimeSpan.Zero;
        }

        var offset = TimeSpan.ParseExact(text[(MomentFormat.Length + 1)..], @"hh\:mm", CultureInfo.InvariantCulture);
        return text[MomentFormat.Length] == '-' ? -offset : offset;
    }

    private static TdsVariant ToVariant(string text)
    {
        var parts = text.Split(VariantSeparator, 2);
        var type = TypeNames.Parse(parts[0]);
        object value = type.IsBinary ? Convert.FromHexString(parts[1]) : type.IsInteger ? long.Parse(parts[1], CultureInfo.InvariantCulture) : parts[1];
        return new TdsVariant(type, To(type, value)!);
    }
}
