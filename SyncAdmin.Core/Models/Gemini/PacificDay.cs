namespace SyncAdmin.Core.Models.Gemini;

/// <summary>Google renews daily quotas at midnight Pacific time (Gemini API docs, "Rate limits").</summary>
internal static class PacificDay
{
    private static readonly TimeZoneInfo Pacific = Find();

    // A clock that is ahead of Google's asks for the new day's quota before it is there, and must not wait for the day after because of it.
    private static readonly TimeSpan Renewing = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait when a daily quota is used up: until midnight, and in the minutes behind it for one minute at a time.</summary>
    internal static TimeSpan UntilRenewed(DateTimeOffset now)
    {
        var wait = NextMidnight(now - Renewing) - now;
        return wait > AskAgain ? wait : AskAgain;
    }

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
