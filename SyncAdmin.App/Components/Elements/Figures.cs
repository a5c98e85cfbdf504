using System.Globalization;

namespace SyncAdmin.App.Components.Elements;

/// <summary>Numbers with their unit, in the reader's locale.</summary>
internal static class Figures
{
    /// <summary>A count.</summary>
    internal static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>0-100, rounded down: 100 % is only said when nothing is left.</summary>
    internal static string Percent(double percent) =>
        (Math.Floor(percent * 10) / 10).ToString("0.#", CultureInfo.CurrentCulture) + " %";

    /// <summary>Money in US dollars; small sums keep the digits that make them differ from nothing.</summary>
    internal static string Money(decimal amount) =>
        "USD " + amount.ToString(amount is > 0 and < 1 ? "0.0000" : "N2", CultureInfo.CurrentCulture);

    /// <summary>Milliseconds.</summary>
    internal static string Milliseconds(double milliseconds) =>
        milliseconds.ToString(milliseconds < 10 ? "0.0" : "N0", CultureInfo.CurrentCulture) + " ms";
}
