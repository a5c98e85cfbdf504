using System.Net.Http.Headers;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Outbound;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly SteppedTime _time = new(); // It is the first of January 2026.

    [Fact]
    public void Delays_stay_between_nothing_and_the_exponential_bound()
    {
        var backoff = new Backoff(First, Longest, _time, new Random(5).NextDouble);
        for (var attempt = 0; attempt < 40; attempt++)
        {
            Assert.InRange(backoff.Delay(attempt % 10, null).TotalSeconds, 0, Math.Min(0.5 * Math.Pow(2, attempt % 10), 20));
        }
    }

    [Theory]
    [InlineData(0, 0.25)]
    [InlineData(3, 2)]
    [InlineData(6, 10)]
    [InlineData(9, 10)]
    public void The_delay_doubles_up_to_the_longest_and_a_share_of_it_is_waited(int attempt, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new Backoff(First, Longest, _time, () => 0.5).Delay(attempt, null));

    [Fact]
    public void What_the_server_asks_for_comes_on_top() =>
        Assert.Equal(TimeSpan.FromSeconds(7.25), new Backoff(First, Longest, _time, () => 0.5).Delay(0, TimeSpan.FromSeconds(7)));

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(90, 90)]
    [InlineData(90_000, 90_000)]
    [InlineData(1_000_000_000, 90_000)]
    public void What_a_server_asks_for_is_heeded_up_to_a_day_and_nothing_is_no_back_off(int asked, int? seconds) =>
        Assert.Equal(seconds, (int?)Backoff.Heeded(TimeSpan.FromSeconds(asked))?.TotalSeconds);

    [Fact]
    public void Random_shares_are_from_0_up_to_1() => Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(Backoff.RandomShare(), 0, 1 - double.Epsilon));

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", null)]
    [InlineData("Thu, 01 Jan 2026 00:01:30 GMT", 90)]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", null)]
    [InlineData("Wed, 31 Dec 2025 23:59:00 GMT", null)]
    public void Retry_after_is_read_as_seconds_or_as_a_date_and_what_has_passed_asks_for_nothing(string header, int? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.RetryAfter = RetryConditionHeaderValue.Parse(header);

        Assert.Equal(seconds, (int?)RetryAfterHeader.Of(response, _time)?.TotalSeconds);
    }

    [Fact]
    public void Without_the_header_the_server_asks_for_nothing()
    {
        using var response = new HttpResponseMessage();
        Assert.Null(RetryAfterHeader.Of(response, _time));
    }
}
