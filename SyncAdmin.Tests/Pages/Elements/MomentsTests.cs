using System.Globalization;
using SyncAdmin.App.Components.Elements;
using SyncAdmin.App.Components.Layout;
using Xunit;

namespace SyncAdmin.Tests.Pages.Elements;

public sealed class MomentsTests
{
    [Theory]
    [InlineData(0.84, "0.8 s")]
    [InlineData(42, "42 s")]
    [InlineData(125, "2 min 05 s")]
    [InlineData(3_720, "1 h 02 min")]
    [InlineData(100_000, "1 d 3 h")]
    public void A_span_has_two_units_at_most(double seconds, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        Assert.Equal(shown, Moments.Span(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void An_exact_time_is_the_reader_s_and_names_its_zone()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("es-MX");
        var at = new DateTimeOffset(2026, 11, 22, 3, 4, 5, TimeSpan.Zero);

        Assert.StartsWith("21/11/2026 ", Moments.Exact(at, Reader.In("America/Mexico_City")), StringComparison.Ordinal);
        Assert.EndsWith(" UTC-06:00", Moments.Exact(at, Reader.In("America/Mexico_City")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("No/Such")]
    [InlineData("../../etc/passwd")]
    public void An_unknown_zone_is_utc(string? zone) => Assert.Equal(TimeZoneInfo.Utc, Reader.In(zone).Zone);
}
