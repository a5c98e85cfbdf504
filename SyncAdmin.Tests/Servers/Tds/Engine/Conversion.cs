using System.Globalization;
using System.Text;
using SyncAdmin.Tests.Servers.Tds.Wire;

namespace SyncAdmin.Tests.Servers.Tds.Engine;

/// <summary>CAST, and what happens to a value that goes into a column: from one stored form to another.</summary>
internal static class Conversion
{
    private const int DefaultStyle = 0;

    /// <summary>Converts; SQL Server's error when that does not go.</summary>
    internal static object? Convert(object? value, TdsType from, TdsType to, int style = DefaultStyle)
    {
        if (value is null or DBNull)
        {
            return null;
        }

        if (from.Kind == TdsKind.Variant && value is string variant && to.Kind != TdsKind.Variant)
        {
            var parts = variant.Split(Stored.VariantSeparator, 2);
            return Convert(parts[1], TdsType.VarChar(8000), to, style);
        }

        if (to.IsInteger)
        {
            return ToInteger(value, from, to);
        }

        if (to.IsText)
        {
            return Cut(ToText(value, from, style), to);
        }

        if (to.IsMoment)
        {
            return MomentConversion.To(value, from, to);
        }

        if (to.IsBinary)
        {
            return Cut(ToBinary(value, from), to);
        }

        return to.Kind switch
        {
            TdsKind.UniqueIdentifier => ToGuid(value, from),
            TdsKind.Real or TdsKind.Float => ToFloat(value, from, to),
            TdsKind.Variant => from.Kind == TdsKind.Variant ? value : $"{from}{Stored.VariantSeparator}{(value is byte[] bytes ? System.Convert.ToHexString(bytes) : Stored.Text(value))}",
            _ => ToDecimal(value, from, to),
        };
    }

    private static long ToInteger(object value, TdsType from, TdsType to)
    {
        var number = value switch
        {
            long whole => whole,
            double real => (long)real,
            byte[] bytes => bytes.Aggregate(0L, static (sum, next) => (sum << 8) | next),
            string text when from.IsDecimal => (long)decimal.Truncate(decimal.Parse(text, CultureInfo.InvariantCulture)),
            string text when to.Kind == TdsKind.Bit && bool.TryParse(text.Trim(), out var truth) => truth ? 1 : 0,
            string text when text.Trim().Length == 0 => 0,
            string text => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : throw new TdsErrorException(TdsErrors.ConversionOfText, $"Conversion failed when converting the {from.Name} value '{text}' to data type {to.Name}."),
            _ => throw Impossible(from, to),
        };
        var (low, high) = to.Kind switch
        {
            TdsKind.TinyInt => (0L, byte.MaxValue),
            TdsKind.SmallInt => (short.MinValue, short.MaxValue),
            TdsKind.Int => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        return to.Kind == TdsKind.Bit ? (number != 0 ? 1L : 0L)
            : number >= low && number <= high ? number
            : throw new TdsErrorException(8115, $"Arithmetic overflow error converting expression to data type {to.Name}.");
    }

    private static string ToDecimal(object value, TdsType from, TdsType to)
    {
        if (value is byte[])
        {
            throw Impossible(from, to);
        }

        try
        {
            return Stored.ToDecimal(to, value is string text ? text.Trim() : value).ToString();
        }
        catch (FormatException)
        {
            throw new TdsErrorException(TdsErrors.ConversionToNumber, $"Error converting data type {from.Name} to {to.Name}.");
        }
    }

    private static double ToFloat(object value, TdsType from, TdsType to) => value switch
    {
        string text when !double.TryParse(text, CultureInfo.InvariantCulture, out _) =>
            throw new TdsErrorException(TdsErrors.ConversionToNumber, $"Error converting data type {from.Name} to {to.Name}."),
        byte[] => throw Impossible(from, to),
        _ when to.Kind == TdsKind.Real => (double)System.Convert.ToSingle(value, CultureInfo.InvariantCulture),
        _ => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
    };

    private static string ToText(object value, TdsType from, int style) => value switch
    {
        byte[] bytes when style is 1 => "0x" + System.Convert.ToHexString(bytes),
        byte[] bytes when style is 2 => System.Convert.ToHexString(bytes),
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string moment when from.IsMoment => MomentConversion.ToText(moment, from, style),
        double real when from.Kind == TdsKind.Real => ((float)real).ToString(CultureInfo.InvariantCulture),
        _ => Stored.Text(value),
    };

    private static byte[] ToBinary(object value, TdsType from) => value switch
    {
        byte[] bytes => bytes,
        string text when from.Kind == TdsKind.UniqueIdentifier => Guid.Parse(text).ToByteArray(),
        string text => from.IsUnicode ? Encoding.Unicode.GetBytes(text) : Encoding.UTF8.GetBytes(text),
        long number when from.Kind == TdsKind.BigInt => [.. BitConverter.GetBytes(number).Reverse()],
        long number => [.. BitConverter.GetBytes((int)number).Reverse()],
        _ => throw Impossible(from, new TdsType(TdsKind.VarBinary)),
    };

    private static string ToGuid(object value, TdsType from) => value switch
    {
        byte[] { Length: 16 } bytes => new Guid(bytes).ToString("D").ToUpperInvariant(),
        string text when Guid.TryParse(text, out var guid) => guid.ToString("D").ToUpperInvariant(),
        string => throw new TdsErrorException(TdsErrors.UniqueIdentifierText, "Conversion failed when converting from a character string to uniqueidentifier."),
        _ => throw Impossible(from, new TdsType(TdsKind.UniqueIdentifier)),
    };

    private static string Cut(string text, TdsType to)
    {
        var cut = to.Length > 0 && text.Length > to.Length ? text[..to.Length] : text;
        return to.Kind is TdsKind.Char or TdsKind.NChar ? cut.PadRight(to.Length) : cut;
    }

    private static byte[] Cut(byte[] bytes, TdsType to)
    {
        if (to.Kind == TdsKind.RowVersion && bytes.Length < to.Length)
        {
            return [.. new byte[to.Length - bytes.Length], .. bytes];
        }

        if (to.Kind is TdsKind.Binary && bytes.Length < to.Length)
        {
            return [.. bytes, .. new byte[to.Length - bytes.Length]];
        }

        return to.Length > 0 && bytes.Length > to.Length ? bytes[..to.Length] : bytes;
    }

    private static TdsErrorException Impossible(TdsType from, TdsType to) =>
        new(529, $"Explicit conversion from data type {from.Name} to {to.Name} is not allowed.");
}
