using SyncAdmin.App.Components.Search;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class SearchAddressTests
{
    [Fact]
    public void What_is_the_default_stays_out_of_the_address() =>
        Assert.Equal("/search?collection=a%20b&q=m", new SearchAddress("a b", " m ", SearchAddress.DefaultLimit).ToUri(new TestNavigation("/search?limit=50&only=x:y")));

    [Theory]
    [InlineData("brand:Truper", "brand", "Truper")]
    [InlineData("size:1:2", "size", "1:2")]
    public void A_filter_is_a_field_and_a_value(string only, string field, string value)
    {
        var match = Assert.IsType<Condition.Match>(Assert.Single(Of(only).Filter!.Must));

        Assert.Equal((field, value), (match.Key, match.Value.GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("brand")]
    [InlineData(":x")]
    public void What_is_no_filter_filters_nothing(string only) => Assert.Null(Of(only).Filter);

    [Fact]
    public void Values_of_one_field_are_alternatives_and_fields_must_all_hold()
    {
        var must = Of("brand:Truper", "line:x", "brand:Pretul").Filter!.Must;

        Assert.Equal(["Truper", "Pretul"], Assert.IsType<Condition.MatchAny>(must[0]).Values.Select(value => value.GetString()));
        Assert.Equal("line", Assert.IsType<Condition.Match>(must[1]).Key);
    }

    [Fact]
    public void Filters_and_codes_of_a_photo_are_in_the_address() =>
        Assert.Equal(
            "/search?collection=c&q=t&code=TP-1&code=TP-2&only=brand%3AX&only=line%3AY",
            (Of("brand:X").With("line", "Y") with { Codes = ["TP-1", "TP-2"] }).ToUri(new TestNavigation("/search?only=a:b&code=z")));

    [Fact]
    public void A_filter_is_added_once_and_taken_away() => Assert.Empty(Of("brand:X").With("brand", "X").Without("brand", "X").Only);

    [Fact]
    public void A_code_of_the_photo_that_was_edited_away_is_no_longer_matched() =>
        Assert.Equal(["TP-1"], (Of() with { Codes = ["TP-1", "TP-2"] }).For("taladro tp-1").Codes);

    private static SearchAddress Of(params string[] only) => new("c", "t", 20) { Only = only };
}
