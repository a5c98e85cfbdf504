using System.Globalization;

namespace SyncAdmin.Core.Records;

/// <summary>
/// The one text of each value, in keys, payloads and embedded texts. This is a contract with every store that was ever written: changing a
/// line of it makes all records look changed and gives keys new point ids. Integers and decimals: plain digits without trailing zeros
/// (1.00 is <c>1</c>); floating point: the shortest digits that read back, integral ones without a fraction; true/false; dates and times ISO 8601,
/// fractions without trailing zeros, <c>Z</c> for UTC, no offset where the source has none; durations <c>[-]hh:mm:ss</c>; GUIDs in
/// lower case with hyphens; binary base64; strings as they are.
/// </summary>
internal static class CanonicalValue
{
    /// <summary>Enough for every value but strings and binary.</summary>
    internal const int MaxScalarLength = 64;

    private const double ExactIntegers = 9_007_199_254_740_992; // 2^53

    /// <summary>The text; null for NULL and for numbers that are none (NaN, infinity).</summary>
    internal static string? Text(object? value)
    {
        if (value is null or string)
        {
            return (string?)value;
        }

        if (value is byte[] bytes)
        {
            return Convert.ToBase64String(bytes);
        }

        Span<char> buffer = stackalloc char[MaxScalarLength];
        return TryFormat(value, buffer, out var written, out _) ? new string(buffer[..written]) : null;
    }

    /// <summary>Writes a value that is neither null, string nor binary. False for NaN and infinity.</summary>
    /// <param name="value">The value.</param>
    /// <param name="destination">At least <see cref="MaxScalarLength"/> characters.</param>
    /// <param name="written">Characters written.</param>
    /// <param name="isLiteral">True for numbers and booleans, which JSON writes without quotes.</param>
    internal static bool TryFormat(object value, Span<char> destination, out int written, out bool isLiteral)
    {
        isLiteral = true;
        var invariant = CultureInfo.InvariantCulture;
        switch (value)
        {
            case long number:
                return number.TryFormat(destination, out written, default, invariant);
            case decimal number:
                return Normalize(number).TryFormat(destination, out written, default, invariant);
            case double number:
                return TryFormat(number, destination, out written);
            case int number:
                return number.TryFormat(destination, out written, default, invariant);
            case bool flag:
                return flag.TryFormat(destination, out written) && Lower(destination[..written]);
            case float number:
                // Through the shortest text, or 0.1f would become 0.10000000149011612.
                return TryFormat(double.Parse(number.ToString("R", invariant), invariant), destination, out written);
            case short or byte or sbyte or ushort or uint or ulong or Int128 or UInt128:
                return ((ISpanFormattable)value).TryFormat(destination, out written, default, invariant);
        }

        isLiteral = false;
        switch (value)
        {
            case DateTime time:
                time = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
                written = Timestamp(time, destination, isUtc: time.Kind == DateTimeKind.Utc);
                return true;
            case DateTimeOffset time:
                written = Timestamp(time.UtcDateTime, destination, isUtc: true);
                return true;
            case DateOnly date:
                return date.TryFormat(destination, out written, "yyyy-MM-dd", invariant);
            case TimeOnly time:
                return time.TryFormat(destination, out written, "HH:mm:ss", invariant) && Fraction(time.Ticks, destination, ref written);
            case TimeSpan duration:
                return Duration(duration, destination, out written);
            case Guid id:
                return id.TryFormat(destination, out written, "d");
            case char character:
                destination[0] = character;
                written = 1;
                return true;
            default:
                throw new ArgumentException($"No canonical text is defined for {value.GetType()}.", nameof(value));
        }
    }

    /// <summary>1.00 and 1.0 are 1.</summary>
    internal static decimal Normalize(decimal value)
    {
        if (value == 0)
        {
            return 0; // Also for the negative zero that decimal knows.
        }

        return value.Scale == 0 ? value : value / 1.0000000000000000000000000000m;
    }

    private static bool TryFormat(double value, Span<char> destination, out int written)
    {
        written = 0;
        if (!double.IsFinite(value))
        {
            return false;
        }

        return Math.Abs(value) < ExactIntegers && value == Math.Truncate(value)
            ? ((long)value).TryFormat(destination, out written, default, CultureInfo.InvariantCulture)
            : value.TryFormat(destination, out written, "R", CultureInfo.InvariantCulture);
    }

    private static int Timestamp(DateTime time, Span<char> destination, bool isUtc)
    {
        time.TryFormat(destination, out var written, "s", CultureInfo.InvariantCulture);
        Fraction(time.Ticks, destination, ref written);
        if (isUtc)
        {
            destination[written++] = 'Z';
        }

        return written;
    }

    private static bool Duration(TimeSpan duration, Span<char> destination, out int written)
    {
        var ticks = (UInt128)Int128.Abs(duration.Ticks);
        var seconds = (long)(ticks / TimeSpan.TicksPerSecond);
        destination.TryWrite(
            CultureInfo.InvariantCulture,
            $"{(duration.Ticks < 0 ? "-" : "")}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}",
            out written);
        return Fraction((long)(ticks % TimeSpan.TicksPerSecond), destination, ref written);
    }

    private static bool Fraction(long ticks, Span<char> destination, ref int written)
    {
        var fraction = ticks % TimeSpan.TicksPerSecond;
        if (fraction == 0)
        {
            return true;
        }

        destination[written++] = '.';
        fraction.TryFormat(destination[written..], out var digits, "0000000", CultureInfo.InvariantCulture);
        written += destination.Slice(written, digits).TrimEnd('0').Length;
        return true;
    }

    private static bool Lower(Span<char> text)
    {
        text[0] = char.ToLowerInvariant(text[0]);
        return true;
    }
}
