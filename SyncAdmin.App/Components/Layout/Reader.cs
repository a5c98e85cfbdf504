namespace SyncAdmin.App.Components.Layout;

/// <summary>Who reads the page, as far as it changes what is written: times are shown in the reader's own zone.</summary>
/// <param name="Zone">The browser's time zone; UTC until the browser has told.</param>
public sealed record Reader(TimeZoneInfo Zone)
{
    internal const string TimeZoneCookie = "tz";

    /// <summary>A reader of whom nothing is known.</summary>
    public static Reader Unknown { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The reader in this zone; a cookie can hold anything, so an unknown zone is UTC.</summary>
    public static Reader In(string? timeZoneId) =>
        timeZoneId is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZoneId, out var zone) ? new Reader(zone) : Unknown;
}
