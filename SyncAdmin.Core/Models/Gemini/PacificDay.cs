namespace SyncAdmin.Core.Models.Gemini;

/// <summary>Google renews daily quotas at midnight Pacific time (Gemini API docs, "Rate limits").</summary>
internal static class PacificDay
{
    private static readonly TimeZoneInfo Pacific = Find();

    /// <summary>The midnight in Los Angeles that comes next, daylight saving respected.</summary>
    internal static DateTimeOffset NextMidnight(DateTimeOffset now)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, Pacific).Date.AddDays(1);
        return new DateTimeOffset(midnight, Pacific.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static TimeZoneInfo Find() => TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var found)
        ? found
        // A machine without time zone data: winter time all year, an hour late in summer rather than an hour early.
        : TimeZoneInfo.CreateCustomTimeZone("Pacific", TimeSpan.FromHours(-8), "Pacific", "Pacific");
}
