using SyncAdmin.App.Components.Search;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class SearchAddressTests
{
    [Fact]
    public void What_is_the_default_stays_out_of_the_address() =>
        Assert.Equal("/search?collection=a%20b&q=m", new SearchAddress("a b", " m ", SearchAddress.DefaultLimit, null).ToUri(new TestNavigation("/search?limit=50&only=x:y")));

    [Theory]
    [InlineData("brand:Truper", "brand", "Truper")]
    [InlineData("size:1:2", "size", "1:2")]
    public void A_filter_is_a_field_and_a_value(string only, string field, string value)
    {
        var match = Assert.IsType<Condition.Match>(Assert.Single(new SearchAddress("c", "t", 20, only).Filter!.Must));

        Assert.Equal((field, value), (match.Key, match.Value.GetString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("brand")]
    [InlineData(":x")]
    public void What_is_no_filter_filters_nothing(string? only) => Assert.Null(new SearchAddress("c", "t", 20, only).Filter);
}
