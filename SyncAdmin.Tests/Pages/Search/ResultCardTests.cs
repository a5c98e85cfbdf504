using System.Text.Json;
using AngleSharp.Html.Dom;
using SyncAdmin.App.Components.Search;
using SyncAdmin.Core.Search;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class ResultCardTests
{
    [Fact]
    public async Task A_result_found_by_its_code_says_so_and_can_be_copied()
    {
        var card = await RenderAsync(exact: true);

        Assert.Equal("Exact code", card.QuerySelector(".exact")!.TextContent.Trim());
        Assert.Null(card.QuerySelector(".score"));
        Assert.Equal("A-1", card.QuerySelector("[data-copy]")!.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task Another_result_shows_its_score() =>
        Assert.Equal("score 0.912", (await RenderAsync(exact: false)).QuerySelector(".score")!.TextContent);

    [Fact]
    public async Task A_brand_leads_to_the_same_search_with_that_brand_only() =>
        Assert.Equal("/search?only=brand:Truper", (await RenderAsync(exact: false)).QuerySelector("dd a")!.GetAttribute("href"));

    [Fact]
    public async Task The_words_of_the_search_are_marked() =>
        Assert.Equal(["alert", "Truper"], (await RenderAsync(exact: false, SearchTerms.Of("trupper alert"))).QuerySelectorAll("mark").Select(mark => mark.TextContent));

    [Fact]
    public async Task Markup_in_a_payload_stays_text() =>
        Assert.Null((await RenderAsync(exact: false)).QuerySelector("script"));

    [Fact]
    public async Task A_picture_is_loaded_when_seen_and_learns_nothing_of_us()
    {
        await using var host = new ComponentHost();
        var payload = JsonSerializer.SerializeToElement(new { name = "n", image_url = "https://shop.example/a.jpg?x=\"onerror=alert(1)" });
        var card = await host.RenderAsync<ResultCard>((nameof(ResultCard.Result), new SearchResult(Guid.Empty, 0.5f, payload, "A-1", false)));
        var picture = card.QuerySelector("img")!;

        Assert.Equal(("no-referrer", "lazy", ""), (picture.GetAttribute("referrerpolicy"), picture.GetAttribute("loading"), picture.GetAttribute("alt")));
        Assert.Null(picture.GetAttribute("onerror"));
        Assert.StartsWith("https://shop.example/a.jpg", picture.GetAttribute("src"), StringComparison.Ordinal);
    }

    private static async Task<IHtmlDocument> RenderAsync(bool exact, SearchTerms? terms = null)
    {
        var payload = JsonSerializer.SerializeToElement(new { code = "A-1", name = "<script>alert(1)</script>", brand = "Truper" });
        await using var host = new ComponentHost();
        return await host.RenderAsync<ResultCard>(
            (nameof(ResultCard.Result), new SearchResult(Guid.Empty, 0.9123f, payload, "A-1", exact)),
            (nameof(ResultCard.Terms), terms ?? SearchTerms.None),
            (nameof(ResultCard.OnlyAddress), (Func<string, string, string>)((field, value) => $"/search?only={field}:{value}")));
    }
}
