using SyncAdmin.Core.Records;
using Xunit;

namespace SyncAdmin.Tests.Records;

/// <summary>Golden texts: a red test here means that every record of every installation would be written again.</summary>
public sealed class CanonicalValueTests
{
    public static TheoryData<object, string?> Values() => new()
    {
        { 5L, "5" },
        { -5, "-5" },
        { ulong.MaxValue, "18446744073709551615" },
        { 9007199254740993L, "9007199254740993" },
        { 1.0m, "1" },
        { 1.50m, "1.5" },
        { 100m, "100" },
        { 0.00m, "0" },
        { -0.0m, "0" },
        { 79228162514264337593543950335m, "79228162514264337593543950335" },
        { 0.0000000000000000000000000001m, "0.0000000000000000000000000001" },
        { 1.0, "1" },
        { 0.1, "0.1" },
        { 0.1f, "0.1" },
        { -0.0, "0" },
        { 1e20, "1E+20" },
        { 1e-7, "1E-07" },
        { double.NaN, null },
        { double.PositiveInfinity, null },
        { true, "true" },
        { false, "false" },
        { new DateOnly(2026, 1, 2), "2026-01-02" },
        { new DateTime(2026, 1, 2, 3, 4, 5), "2026-01-02T03:04:05" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1200000), "2026-01-02T03:04:05.12Z" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "2026-01-02T01:04:05Z" },
        { new TimeOnly(3, 4, 5, 600), "03:04:05.6" },
        { new TimeSpan(1, 2, 3, 4), "26:03:04" },
        { -new TimeSpan(0, 838, 59, 59, 500), "-838:59:59.5" },
        { TimeSpan.MinValue, "-256204778:48:05.4775808" },
        { new Guid("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"), "6ba7b810-9dad-11d1-80b4-00c04fd430c8" },
        { "Ä b ", "Ä b " },
        { new byte[] { 0, 255 }, "AP8=" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Each_value_has_one_text(object value, string? text) => Assert.Equal(text, CanonicalValue.Text(value));
}
