using System.Globalization;

namespace SyncAdmin.Core.Sync.Watermarks;

/// <summary>
/// Where an incremental read begins: some time before the watermark, because a transaction that began earlier may commit later. Moments are moved back, in texts
/// too where their form is known; counters (rowversion, sequences) are not, for the connector keeps those below what is still running.
/// </summary>
internal static class ChangeOverlap
{
    // The forms in which databases without a type for moments are given them (SQLite, JSON). Each sorts as text as it does in time.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.fff",
        "yyyy-MM-dd HH:mm:ss.ffffff",
        "yyyy-MM-ddTHH:mm:ss",
        "yyyy-MM-ddTHH:mm:ss.fff",
        "yyyy-MM-ddTHH:mm:ssZ",
        "yyyy-MM-ddTHH:mm:ss.fffZ",
        "yyyy-MM-ddTHH:mm:ss.ffffffZ",
    ];

    internal static object Before(object watermark, TimeSpan overlap) => watermark switch
    {
        DateTime moment when moment.Ticks > overlap.Ticks => moment - overlap,
        DateTimeOffset moment when moment.UtcTicks > overlap.Ticks => moment - overlap,
        DateOnly day when overlap > TimeSpan.Zero && day > DateOnly.MinValue => day.AddDays(-1),
        string text => Before(text, overlap),
        _ => watermark,
    };

    private static string Before(string text, TimeSpan overlap)
    {
        foreach (var form in Forms)
        {
            var literal = form.Replace("Z", "'Z'", StringComparison.Ordinal).Replace("T", "'T'", StringComparison.Ordinal);
            if (DateTime.TryParseExact(text, literal, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.Ticks > overlap.Ticks)
            {
                return (moment - overlap).ToString(literal, CultureInfo.InvariantCulture);
            }
        }

        return text;
    }
}
