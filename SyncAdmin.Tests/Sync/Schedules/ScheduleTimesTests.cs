using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Tests.Servers;
using Xunit;
using static SyncAdmin.Tests.Sync.Schedules.ScheduleHouse;

namespace SyncAdmin.Tests.Sync.Schedules;

/// <summary>Which times a text names, in a zone.</summary>
public sealed class ScheduleTimesTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("0 3 * * *")] // Unix: minute, hour, day, month, weekday.
    [InlineData("0 0 3 * * ?")] // Quartz: with seconds.
    [InlineData("@daily", 0)]
    public void Both_forms_of_cron_name_the_next_five_times(string cron, int hour = 3)
    {
        var times = ScheduleTimes.Of(cron, TimeZoneInfo.Utc)!.Next(At("2026-03-01T12:00:00Z"), 5);

        Assert.Equal(Enumerable.Range(2, 5).Select(day => At($"2026-03-{day:00}T{hour:00}:00:00Z")), times);
    }

    [Theory]
    [InlineData("0 3 * * 0", "2026-03-08")] // In Unix cron 0 and 7 are Sunday …
    [InlineData("0 3 * * 7", "2026-03-08")]
    [InlineData("0 0 3 ? * 1", "2026-03-08")] // … in Quartz 1 is.
    [InlineData("0 3 13 * 5", "2026-03-06")] // Unix: the 13th or a Friday, whichever comes first.
    public void Days_are_numbered_as_each_form_does(string cron, string day) =>
        Assert.Equal([At($"{day}T03:00:00Z")], ScheduleTimes.Of(cron, TimeZoneInfo.Utc)!.Next(At("2026-03-01T12:00:00Z"), 1));

    [Fact]
    public void Times_are_read_in_the_zone_and_shown_in_it()
    {
        var times = ScheduleTimes.Of("0 3 * * *", NewYork)!.Next(At("2026-03-06T12:00:00Z"), 2);

        Assert.Equal(["2026-03-07T03:00:00.0000000-05:00", "2026-03-08T03:00:00.0000000-04:00"], times.Select(time => $"{time:O}")); // The clocks move on the 8th.
    }

    [Fact]
    public void A_time_that_summer_time_leaves_out_comes_once_when_the_clocks_move()
    {
        var times = ScheduleTimes.Of("30 2 * * *", NewYork)!;

        Assert.Equal([At("2026-03-08T07:00:00Z"), At("2026-03-09T06:30:00Z")], times.Next(At("2026-03-08T00:00:00Z"), 2));
        Assert.Equal(At("2026-03-08T07:00:00Z"), times.DueAt(At("2026-03-08T00:00:00Z"), At("2026-03-08T12:00:00Z")));
    }

    [Fact]
    public void A_time_that_the_end_of_summer_time_brings_twice_comes_once()
    {
        var times = ScheduleTimes.Of("30 1 * * *", NewYork)!;

        Assert.Equal([At("2026-11-01T05:30:00Z"), At("2026-11-02T06:30:00Z")], times.Next(At("2026-11-01T00:00:00Z"), 2));
        for (var minutes = 0; minutes < 24 * 60; minutes++)
        {
            Assert.Null(times.DueAt(At("2026-11-01T05:30:00Z"), At("2026-11-01T05:30:00Z").AddMinutes(minutes)));
            Assert.Equal(At("2026-11-01T05:30:00Z"), times.DueAt(At("2026-10-31T12:00:00Z"), At("2026-11-01T05:30:00Z").AddMinutes(minutes)));
        }
    }

    [Theory]
    [InlineData("2026-03-02T03:00:00Z", "2026-03-02T02:59:59.999Z", null)]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-02T03:00:00Z", "2026-03-02T03:00:00Z")]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-02T03:00:00.7Z", "2026-03-02T03:00:00Z")]
    [InlineData("2026-03-02T03:00:00Z", "2026-03-03T02:00:00Z", null)]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-20T00:00:00Z", "2026-03-19T03:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z", "2026-03-20T00:00:00Z", "2026-03-19T03:00:00Z")]
    public void Of_times_that_have_come_the_last_is_due(string after, string now, string? due) =>
        Assert.Equal(due is null ? null : At(due), ScheduleTimes.Of("0 3 * * *", TimeZoneInfo.Utc)!.DueAt(At(after), At(now)));

    [Theory]
    [InlineData("* * * * * ?", "2026-03-01T12:00:00Z")] // However often it comes and however long nobody ran, it is found at once.
    [InlineData("* * 3 * * ?", "2026-03-01T08:59:59Z")]
    [InlineData("0 0 29 2 *", "2024-02-29T05:00:00Z")]
    public void The_last_of_years_is_found_at_once(string cron, string due) => Soon.Is(
        TimeSpan.FromSeconds(2),
        () => Assert.Equal(At(due), ScheduleTimes.Of(cron, NewYork)!.DueAt(At("2016-01-01T00:00:00Z"), At("2026-03-01T12:00:00Z"))));

    [Fact]
    public void A_schedule_that_ends_names_what_is_left() =>
        Assert.Equal([At("2026-12-31T00:00:00Z")], ScheduleTimes.Of("0 0 0 31 12 ? 2026", TimeZoneInfo.Utc)!.Next(At("2026-03-01T12:00:00Z"), 5));

    [Theory]
    [InlineData(null)]
    [InlineData("whenever")]
    public void Without_a_readable_text_there_are_no_times(string? cron) => Assert.Null(ScheduleTimes.Of(cron, TimeZoneInfo.Utc));
}
