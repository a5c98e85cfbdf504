using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

public sealed class SourceKeyJsonTests
{
    public static TheoryData<object> Values() =>
    [
        5L, long.MinValue, ulong.MaxValue, 1.50m, decimal.MinValue, 0.1, double.NaN, double.MaxValue, "a\"b\\ 🔧 ñ ", "", "nul \0 ñ", true, false,
        new DateOnly(2026, 1, 2), new TimeOnly(3, 4, 5, 6), TimeSpan.MinValue, TimeSpan.FromTicks(1), new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
        new DateTime(2026, 1, 2, 3, 4, 5, 678).AddTicks(9), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-3)), new byte[] { 0, 255 },
    ];

    [Fact]
    public void No_key_makes_a_JSON_that_PostgreSQL_refuses() =>
        Assert.DoesNotContain("u0000", SourceKeyJson.Write(new SourceKey(["b\0"])), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Values))]
    public void A_key_comes_back_with_its_type(object value)
    {
        var parsed = SourceKeyJson.Parse(SourceKeyJson.Write(new SourceKey([value, 1L])));

        Assert.Equal(value, parsed.Values[0]);
        Assert.Equal(value.GetType(), parsed.Values[0].GetType());
        Assert.Equal(1L, parsed.Values[1]);
        Assert.Equal((value as DateTime?)?.Kind, (parsed.Values[0] as DateTime?)?.Kind);
        Assert.Equal(value.ToString(), parsed.Values[0].ToString());
    }

    [Fact]
    public void The_form_is_fixed() =>
        Assert.Equal("""[["long","5"],["decimal","1.50"],["string","a"]]""", SourceKeyJson.Write(new SourceKey([5, 1.50m, "a"])));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[[\"long\"]]")]
    [InlineData("[[\"planet\",\"5\"]]")]
    [InlineData("[[\"long\",\"x\"]]")]
    public void What_is_no_key_is_a_format_error(string json) => Assert.Throws<FormatException>(() => SourceKeyJson.Parse(json));
}
