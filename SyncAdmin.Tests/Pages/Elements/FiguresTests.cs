using System.Globalization;
using SyncAdmin.App.Components.Elements;
using Xunit;

namespace SyncAdmin.Tests.Pages.Elements;

public sealed class FiguresTests
{
    public FiguresTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

    [Theory]
    [InlineData(99.96, "99.9 %")]
    [InlineData(100, "100 %")]
    [InlineData(0, "0 %")]
    public void A_hundred_percent_is_only_said_when_nothing_is_left(double percent, string shown) => Assert.Equal(shown, Figures.Percent(percent));

    [Theory]
    [InlineData("0", "USD 0.00")]
    [InlineData("0.0042", "USD 0.0042")]
    [InlineData("1234.5", "USD 1,234.50")]
    public void Small_sums_keep_the_digits_that_matter(string amount, string shown) =>
        Assert.Equal(shown, Figures.Money(decimal.Parse(amount, CultureInfo.InvariantCulture)));
}
