using SyncAdmin.Core.Webhooks.Outgoing;
using Xunit;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

public sealed class RetryScheduleTests
{
    [Fact]
    public void The_tries_are_those_of_Standard_Webhooks_over_three_days()
    {
        var at = TimeSpan.Zero;
        var times = new List<string>();
        for (var tries = 1; RetrySchedule.After(tries, asked: null, chance: 0) is { } wait; tries++)
        {
            at += wait;
            times.Add($"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}");
        }

        Assert.Equal(["00:00:05", "00:05:05", "00:35:05", "02:35:05", "07:35:05", "17:35:05", "31:35:05", "51:35:05", "75:35:05"], times);
        Assert.Equal(10, RetrySchedule.Tries);
    }

    [Theory]
    [InlineData(1, null, 0.0, 5)]
    [InlineData(1, null, 0.9, 5.45)]
    [InlineData(1, 3, 0.0, 5)]
    [InlineData(1, 90, 0.0, 90)]
    [InlineData(3, 90, 0.0, 1800)]
    [InlineData(1, 400_000, 0.0, 86_400)]
    [InlineData(9, 1, 0.0, 86_400)]
    public void A_receiver_may_ask_for_longer_up_to_a_day(int tries, int? asked, double chance, double expected) =>
        Assert.Equal(expected, RetrySchedule.After(tries, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, chance)!.Value.TotalSeconds, 3);
}
