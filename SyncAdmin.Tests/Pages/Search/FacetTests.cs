using System.Text.Json;
using SyncAdmin.App.Components.Search;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class FacetTests
{
    [Fact]
    public void Values_are_counted_the_commonest_first_and_what_all_share_is_none()
    {
        var facets = Facet.Of([Of("Truper", "x"), Of("Pretul", "x"), Of("Truper", "x")], []);

        Assert.Equal([new Facet("brand", "Truper", 2), new Facet("brand", "Pretul", 1)], Assert.Single(facets));
    }

    [Fact]
    public void A_field_that_is_filtered_by_is_left_out() => Assert.Empty(Facet.Of([Of("Truper", "x"), Of("Pretul", "x")], ["brand"]));

    [Fact]
    public void There_are_at_most_five_values() => Assert.Equal(5, Assert.Single(Facet.Of([.. Enumerable.Range(0, 9).Select(number => Of("b" + number, "x"))], [])).Count());

    private static PayloadSummary Of(string brand, string line) => PayloadSummary.Of(JsonSerializer.SerializeToElement(new { name = "n", brand, line, stock = 3 }), null);
}
