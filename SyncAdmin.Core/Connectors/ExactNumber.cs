using System.Globalization;

namespace SyncAdmin.Core.Connectors;

/// <summary>Numbers as the source holds them, never rounded.</summary>
internal static class ExactNumber
{
    // System.Decimal holds every number of 28 digits, and only some of 29.
    private const int SafeDigits = 28;

    /// <summary>A decimal when it holds <paramref name="text"/> exactly, else the text itself (38 digits, NaN).</summary>
    internal static object Decimal(string text)
    {
        var digits = 0;
        foreach (var character in text)
        {
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return digits <= SafeDigits && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : text;
    }

    /// <summary>The shortest digits that mean this single-precision number, as a double: 0.1, not 0.10000000149011612.</summary>
    internal static double Single(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
