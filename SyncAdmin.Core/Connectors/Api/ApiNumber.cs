using System.Globalization;

namespace SyncAdmin.Core.Connectors.Api;

/// <summary>Numbers of JSON, never rounded.</summary>
internal static class ApiNumber
{
    // System.Decimal holds every number of 28 digits, and at most 28 places.
    private const int SafeDigits = 28;

    /// <summary>A decimal when it holds <paramref name="text"/> exactly, else the text itself.</summary>
    internal static object Exact(string text)
    {
        var e = text.AsSpan().IndexOfAny('e', 'E');
        if (e < 0)
        {
            return ExactNumber.Decimal(text);
        }

        var mantissa = text.AsSpan(0, e);
        var digits = mantissa.Length - mantissa.Count('-') - mantissa.Count('.');
        var places = mantissa.IndexOf('.') is >= 0 and var point ? mantissa.Length - point - 1 : 0;
        return int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && Math.Abs((long)exponent) + digits + places <= SafeDigits
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : text;
    }

    /// <summary>The one text of a number, as record keys have it: no exponent, no zeros at the end of the places.</summary>
    internal static string Text(decimal value) => (value == 0 ? 0 : value.Scale == 0 ? value : value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>The one text of a value of a row, by which a code is compared; null for NULL.</summary>
    internal static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        decimal number => Text(number),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
