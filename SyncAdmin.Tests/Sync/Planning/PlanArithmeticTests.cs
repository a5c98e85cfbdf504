using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Core.Sync.Planning;
using Xunit;

namespace SyncAdmin.Tests.Sync.Planning;

public sealed class PlanArithmeticTests
{
    [Fact]
    public void A_limited_provider_takes_what_its_limits_allow()
    {
        var speed = new ModelSpeed(new ModelLimits(4, ItemsPerMinute: 3_000), Pace: 1, BatchLatency: TimeSpan.FromSeconds(0.2));

        var (likely, low, high, from) = PlanArithmetic.Seconds(reading: 1, writes: 30_000, texts: 30_000, tokens: 1_000_000, calls: 300, speed, secondsPerWrite: null);

        Assert.Equal("limits", from);
        Assert.InRange(likely, 600, 601); // 30,000 texts at 3,000 a minute.
        Assert.Equal(600, low);
        Assert.InRange(high, likely * 1.1, likely * 1.3);
    }

    [Fact]
    public void The_tighter_of_items_and_tokens_counts_and_a_slowed_provider_may_take_longer()
    {
        var speed = new ModelSpeed(new ModelLimits(4, ItemsPerMinute: 3_000, TokensPerMinute: 50_000), Pace: 0.5, BatchLatency: null);

        var (likely, _, high, from) = PlanArithmetic.Seconds(1, 30_000, 30_000, 1_000_000, 300, speed, null);

        Assert.Equal("limits", from);
        Assert.InRange(likely, 1_200, 1_201);
        Assert.True(high >= 2 * likely);
    }

    [Fact]
    public void An_unlimited_provider_takes_its_latency_over_its_concurrency()
    {
        var speed = new ModelSpeed(new ModelLimits(8), 1, TimeSpan.FromSeconds(0.2));

        var (likely, low, high, from) = PlanArithmetic.Seconds(1, 200_000, 200_000, 1, 2_000, speed, null);

        Assert.Equal("latency", from);
        Assert.InRange(likely, 50, 51);
        Assert.True(low < 50 && high > 60);
    }

    [Fact]
    public void What_an_earlier_job_took_is_better_than_any_assumption()
    {
        var (likely, _, _, from) = PlanArithmetic.Seconds(1, 10_000, 10_000, 0, 100, speed: null, secondsPerWrite: 0.01);
        var assumed = PlanArithmetic.Seconds(1, 10_000_000, 10_000_000, 0, 100, speed: null, secondsPerWrite: null);

        Assert.Equal(("history", "assumed"), (from, assumed.From));
        Assert.InRange(likely, 100, 101);
        Assert.True(assumed.High / assumed.Low > 10); // Nothing was measured: the stated error is large.
    }

    [Fact]
    public void A_source_with_nothing_to_write_takes_its_reading()
    {
        var (likely, _, _, from) = PlanArithmetic.Seconds(3, 0, 0, 0, 0, null, null);

        Assert.Equal((3.0, "reading"), (likely, from));
    }

    [Fact]
    public void Samples_that_agree_narrow_the_error_and_samples_that_do_not_widen_it()
    {
        var alike = PlanArithmetic.TokenShare([0.70, 0.71, 0.69, 0.70, 0.70]);
        var unlike = PlanArithmetic.TokenShare([0.4, 1.0, 0.5, 0.9, 0.7]);
        var none = PlanArithmetic.TokenShare([]);

        Assert.Equal(("samples", "letters"), (alike.From, none.From));
        Assert.InRange(alike.Likely, 0.699, 0.701);
        Assert.True(alike.High - alike.Low < unlike.High - unlike.Low);
        Assert.True(unlike.Low >= 0.5 * unlike.Likely);
    }
}
