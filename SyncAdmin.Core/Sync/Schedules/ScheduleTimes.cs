using Quartz;
using SyncAdmin.Core.Datasources;

namespace SyncAdmin.Core.Sync.Schedules;

/// <summary>
/// The times that a cron text names, in a time zone. A time that the change to summer time leaves out comes when the clocks move; one that the
/// change back brings twice comes the first time.
/// </summary>
internal sealed class ScheduleTimes
{
    private const int WindowGrowth = 4;
    private static readonly TimeSpan FirstWindow = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestAmbiguity = TimeSpan.FromHours(3);
    private readonly CronExpression _cron;

    private ScheduleTimes(CronExpression cron) => _cron = cron;

    /// <summary>Null where there is no schedule, or its text can't be read.</summary>
    internal static ScheduleTimes? Of(string? cron, TimeZoneInfo zone) =>
        cron is not null && CronText.Parse(cron) is { } expression ? new ScheduleTimes(expression.WithTimeZone(zone)) : null;

    /// <summary>The last time after <paramref name="after"/> and not after <paramref name="now"/>; null: none. However many were missed, it is one run.</summary>
    internal DateTimeOffset? DueAt(DateTimeOffset after, DateTimeOffset now)
    {
        // Forwards from ever earlier on: Quartz's own search backwards also names the second of the two times that the end of summer time brings.
        for (var window = FirstWindow; ; window *= WindowGrowth)
        {
            var start = StartOf(window, after, now);
            if (LastAfter(start, now) is { } last)
            {
                return last.ToUniversalTime();
            }

            if (start <= after)
            {
                return null;
            }
        }
    }

    /// <summary>The next times after <paramref name="after"/>, in the zone; fewer than <paramref name="count"/> where there are no more.</summary>
    internal IReadOnlyList<DateTimeOffset> Next(DateTimeOffset after, int count)
    {
        var times = new List<DateTimeOffset>(count);
        while (times.Count < count && _cron.GetNextValidTimeAfter(after) is { } next)
        {
            times.Add(TimeZoneInfo.ConvertTime(next, _cron.TimeZone));
            after = next;
        }

        return times;
    }

    private DateTimeOffset StartOf(TimeSpan window, DateTimeOffset after, DateTimeOffset now)
    {
        if (now - after <= window)
        {
            return after;
        }

        // Searched for from within an hour that comes twice, its second times would be named too.
        var start = now - window;
        start = _cron.TimeZone.IsAmbiguousTime(start) ? start - LongestAmbiguity : start;
        return start > after ? start : after;
    }

    private DateTimeOffset? LastAfter(DateTimeOffset start, DateTimeOffset now)
    {
        DateTimeOffset? last = null;
        while (_cron.GetNextValidTimeAfter(last ?? start) is { } next && next <= now)
        {
            last = next;
        }

        return last;
    }
}
