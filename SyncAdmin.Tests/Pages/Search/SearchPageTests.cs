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
