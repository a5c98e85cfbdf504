using System.Globalization;
using System.Text.Json;

namespace SyncAdmin.Core.Records;

/// <summary>A cell's value as the type that the mapping asks for.</summary>
internal static class FieldConversion
{
    // A payload goes 64 levels deep, as its readers do, and is one itself.
    private static readonly JsonDocumentOptions InPayload = new() { MaxDepth = 63 };

    /// <summary>False when the value is no such thing; NULL stays NULL. JSON comes as <see cref="JsonElement"/>.</summary>
    internal static bool TryConvert(object? value, FieldType type, out object? converted)
    {
        converted = value;
        return value is null || type switch
        {
            FieldType.AsIs => true,
            FieldType.String => Text(value, out converted),
            FieldType.Integer => Integer(value, out converted),
            FieldType.Number => Number(value, out converted),
            FieldType.Boolean => Boolean(value, out converted),
            FieldType.DateTime => Time(value, out converted),
            _ => Json(value, out converted),
        };
    }

    /// <summary>All but the last two characters hidden; of four or fewer, all.</summary>
    internal static string Mask(string text) => text.Length <= 4 ? "***" : string.Concat("***", text.AsSpan(text.Length - 2));

    private static bool Text(object value, out object? converted)
    {
        converted = CanonicalValue.Text(value);
        return true;
    }

    private static bool Integer(object value, out object? converted)
    {
        converted = value;
        switch (value)
        {
            case long or ulong or int or uint or short or ushort or byte or sbyte:
                return true;
            case bool flag:
                converted = flag ? 1L : 0L;
                return true;
            case decimal number when number == decimal.Truncate(number):
                return true;
            case double number when Math.Abs(number) < 1e15 && number == Math.Truncate(number):
                return true;
            case string text when long.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                converted = number;
                return true;
            case string text when decimal.TryParse(text.AsSpan().Trim(), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number):
                converted = number;
                return number == decimal.Truncate(number);
            default:
                return false;
        }
    }

    private static bool Number(object value, out object? converted)
    {
        converted = value;
        switch (value)
        {
            case long or ulong or int or uint or short or ushort or byte or sbyte or decimal or double or float:
                return true;
            case bool flag:
                converted = flag ? 1L : 0L;
                return true;
            case string text when decimal.TryParse(text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                converted = number;
                return true;
            case string text when double.TryParse(text.AsSpan().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                converted = number;
                return true;
            default:
                return false;
        }
    }

    private static bool Boolean(object value, out object? converted)
    {
        bool? flag = value switch
        {
            bool already => already,
            string text => Word(text.Trim()),
            long or ulong or int or short or byte or decimal or double => Convert.ToDouble(value, CultureInfo.InvariantCulture) switch
            {
                0 => false,
                1 => true,
                _ => null,
            },
            _ => null,
        };
        converted = flag;
        return flag is not null;
    }

    private static bool? Word(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "1" => true,
        "FALSE" or "F" or "NO" or "N" or "0" => false,
        _ => null,
    };

    private static bool Time(object value, out object? converted)
    {
        converted = value;
        switch (value)
        {
            case System.DateTime or DateTimeOffset:
                return true;
            case DateOnly date:
                converted = date.ToDateTime(TimeOnly.MinValue);
                return true;
            // Only texts with year, month and day in this order: 01/02/2026 is two different days.
            case string text when text.Trim().Length >= 10 && text.AsSpan().Trim()[..4].IndexOfAnyExceptInRange('0', '9') < 0
                && System.DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind | DateTimeStyles.AllowWhiteSpaces, out var time):
                converted = time;
                return true;
            default:
                return false;
        }
    }

    private static bool Json(object value, out object? converted)
    {
        converted = value;
        if (value is not string text)
        {
            return true;
        }

        try
        {
            converted = JsonElement.Parse(text, InPayload);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
