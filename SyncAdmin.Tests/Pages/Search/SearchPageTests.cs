using SyncAdmin.App.Components.Search;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Search;

public sealed class SearchPageTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Without_a_collection_it_says_what_to_do_first()
    {
        await using var host = _pages.At("/search?q=hammer");

        Assert.Equal("Nothing to search yet", (await host.RenderAsync<SearchPage>()).QuerySelector(".empty h2")!.TextContent);
    }

    [Fact]
    public async Task Before_the_first_search_it_says_what_can_be_typed_and_what_the_model_can_do()
    {
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/search");
        var page = await host.RenderAsync<SearchPage>();

        Assert.Contains("0 points in products", page.QuerySelector(".first")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("lexical", page.QuerySelector(".honest")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_vision_provider_it_says_how_photos_are_turned_on()
    {
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/search");
        var page = await host.RenderAsync<SearchPage>();

        Assert.Contains("Vision:Provider", page.QuerySelector(".photo-off")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("input[type=file]"));
    }

    [Fact]
    public async Task With_one_it_invites_to_choose_drop_paste_or_take_a_photo()
    {
        await _pages.CollectionAsync("products");
        _pages.Vision = NSubstitute.Substitute.For<SyncAdmin.Core.Vision.IVision>();
        NSubstitute.SubstituteExtensions.Returns(_pages.Vision.IsConfigured, true);
        await using var host = _pages.At("/search", culture: "es-MX");
        var page = await host.RenderAsync<SearchPage>();

        Assert.Contains("suéltela aquí", page.QuerySelector(".photo-hint")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("environment", page.QuerySelector("#photo-camera")!.GetAttribute("capture"));
        Assert.All(page.QuerySelectorAll("input[type=file]"), input => Assert.Equal("image/*", input.GetAttribute("accept")));
    }

    [Fact]
    public async Task Codes_of_a_photo_are_in_the_address_and_can_be_taken_away()
    {
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/search?q=taladro&code=TP-1&code=TP-2");
        var codes = (await host.RenderAsync<SearchPage>()).QuerySelectorAll(".pill");

        Assert.Equal(["TP-1", "TP-2"], codes.Select(code => code.QuerySelector("code")!.TextContent));
        Assert.Equal("/search?collection=products&q=taladro&code=TP-2", codes[0].GetAttribute("href"));
    }

    [Fact]
    public async Task Nothing_found_says_what_to_try()
    {
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/search?q=hammer");

        Assert.Contains("Nothing found for “hammer”", (await host.RenderAsync<SearchPage>()).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_can_be_taken_away_when_it_leaves_nothing()
    {
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/search?q=hammer&only=brand%3AX");
        var page = await host.RenderAsync<SearchPage>();

        Assert.Equal("/search?collection=products&q=hammer", page.QuerySelector(".empty a")!.GetAttribute("href"));
        Assert.Contains("X", page.QuerySelector(".pill")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_that_does_not_exist_is_an_error_with_a_remedy()
    {
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/search?q=hammer&collection=nope");
        var alert = (await host.RenderAsync<SearchPage>()).QuerySelector("[role=alert]")!;

        Assert.Contains("Collection not found", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains("What to do:", alert.TextContent, StringComparison.Ordinal);
    }
}
