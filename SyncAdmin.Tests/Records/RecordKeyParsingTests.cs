using System.Diagnostics.CodeAnalysis;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

/// <summary>The way back from a record key: whatever a source can give comes back as a key with the same text, and nothing else is taken.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Data for tests, from a fixed seed.")]
public sealed class RecordKeyParsingTests
{
    private static readonly ColumnKind[] Kinds = Enum.GetValues<ColumnKind>();

    [Fact]
    public void Every_key_of_every_kind_comes_back()
    {
        var random = new Random(20_261_122);
        for (var i = 0; i < 20_000; i++)
        {
            ColumnKind[] kinds = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Kinds[random.Next(Kinds.Length)])];
            var key = new SourceKey([.. kinds.Select(kind => Value(kind, random))]);
            var text = RecordKey.Of(key).Required();

            var parsed = RecordKey.Parse(text, kinds);

            Assert.True(parsed.Succeeded, $"{string.Join(", ", kinds)}: {text}: {parsed.Problem}");
            Assert.Equal(text, RecordKey.Of(parsed.Value).Required());
            for (var column = 0; column < kinds.Length; column++)
            {
                AssertSame(kinds[column], key.Values[column], parsed.Value.Values[column]);
            }
        }
    }

    [Fact]
    public void Any_text_is_a_key_that_makes_it_again_or_none()
    {
        const string Signs = "0123456789-.:TZeE|\\ abé";
        var random = new Random(7);
        for (var i = 0; i < 50_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Signs[random.Next(Signs.Length)])]);
            ColumnKind[] kinds = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Kinds[random.Next(Kinds.Length)])];

            var parsed = RecordKey.Parse(text, kinds);

            if (parsed.Succeeded)
            {
                Assert.Equal(text, RecordKey.Of(parsed.Value).Required());
            }
        }
    }

    [Theory]
    [InlineData("007", nameof(ColumnKind.Integer))]
    [InlineData("abc", nameof(ColumnKind.Integer))]
    [InlineData("1.50", nameof(ColumnKind.Decimal))]
    [InlineData("ten", nameof(ColumnKind.Decimal))]
    [InlineData("2026-02-30", nameof(ColumnKind.Moment))]
    [InlineData("10:61:00", nameof(ColumnKind.Time))]
    [InlineData("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", nameof(ColumnKind.Identifier))]
    [InlineData("AB", nameof(ColumnKind.Binary))]
    [InlineData("True", nameof(ColumnKind.Boolean))]
    [InlineData("a ", nameof(ColumnKind.Text))]
    public void A_text_that_no_value_makes_is_refused(string text, string kind) =>
        Assert.Equal("SYNC-4002", RecordKey.Parse(text, [Enum.Parse<ColumnKind>(kind)]).Problem?.Code);

    [Theory]
    [InlineData("a")]
    [InlineData("a|b|c")]
    [InlineData("a\\|b")]
    [InlineData("a\\b|c")]
    [InlineData("a|b\\")]
    public void A_text_with_other_parts_than_the_key_has_columns_is_refused(string text) =>
        Assert.Equal("SYNC-4002", RecordKey.Parse(text, [ColumnKind.Text, ColumnKind.Text]).Problem?.Code);

    [Fact]
    public void A_number_beyond_any_type_of_ours_comes_back_as_its_text() =>
        Assert.Equal(["1234567890123456789012345678.1234567891", "5"], RecordKey.Parse("1234567890123456789012345678.1234567891|5", [ColumnKind.Decimal, ColumnKind.Text]).Required().Values);

    private static void AssertSame(ColumnKind kind, object expected, object actual)
    {
        switch (expected)
        {
            case string text when kind is ColumnKind.Text or ColumnKind.Other:
                Assert.Equal(text.TrimEnd(' '), actual);
                break;
            case DateTime moment:
                Assert.Equal(moment.Kind, Assert.IsType<DateTime>(actual).Kind);
                Assert.Equal(moment, actual);
                break;
            case TimeSpan span when actual is TimeOnly time:
                Assert.Equal(span, time.ToTimeSpan());
                break;
            case not (string or double):
                Assert.Equal(expected, actual);
                break;
        }
    }

    private static object Value(ColumnKind kind, Random random) => kind switch
    {
        ColumnKind.Integer or ColumnKind.Bits => random.Next(4) switch
        {
            0 => long.MinValue + random.Next(3),
            1 => ulong.MaxValue - (ulong)random.Next(3),
            2 => (long)random.Next(-5, 5),
            _ => random.NextInt64(),
        },
        ColumnKind.Decimal => random.Next(4) switch
        {
            0 => Math.Round((decimal)random.NextDouble() * random.Next(1, 1_000_000), random.Next(8)),
            1 => -random.Next(1_000) / 8m,
            2 => "-12345678901234567890123456789012345678.50",
            _ => (decimal)random.NextInt64() / 10_000_000_000m,
        },
        ColumnKind.Float => random.NextDouble() * Math.Pow(10, random.Next(-300, 300)),
        ColumnKind.Moment => random.Next(3) switch
        {
            0 => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
            1 => DateTime.SpecifyKind(Moment(random), DateTimeKind.Utc),
            _ => Moment(random),
        },
        ColumnKind.Identifier => NewGuid(random),
        ColumnKind.Boolean => random.Next(2) == 0,
        ColumnKind.Time => random.Next(3) switch
        {
            0 => new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)),
            1 => new TimeSpan(random.NextInt64(-TimeSpan.TicksPerDay * 40, TimeSpan.TicksPerDay * 40)),
            _ => TimeSpan.FromSeconds(random.Next(-90_000, 90_000)),
        },
        ColumnKind.Binary => Enumerable.Range(0, random.Next(20)).Select(_ => (byte)random.Next(256)).ToArray(),
        ColumnKind.Any => random.Next(3) switch { 0 => random.NextInt64(-50, 50), 1 => random.Next(-50, 50) / 4.0, _ => Text(random) },
        _ => Text(random),
    };

    private static string Text(Random random)
    {
        string[] parts = ["a", "B", "|", "\\", " ", "é", "🔧", "7", "-", "\t", ".", "语", "'"];
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => parts[random.Next(parts.Length)]));
    }

    private static DateTime Moment(Random random) => new(
        random.Next(2) == 0 ? random.NextInt64(DateTime.MaxValue.Ticks) : random.NextInt64(DateTime.MaxValue.Ticks) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);

    private static Guid NewGuid(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
