using SyncAdmin.App.Components.Home;
using SyncAdmin.Tests.Pages.Hosting;
using Xunit;

namespace SyncAdmin.Tests.Pages.Home;

public sealed class HomePageTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Where_nothing_is_yet_it_says_what_to_do_first()
    {
        await using var host = _pages.At("/");
        var page = await host.RenderAsync<HomePage>();

        Assert.Null(page.QuerySelector("form"));
        Assert.Equal(["No sync has run yet", "No collections yet"], page.QuerySelectorAll(".empty h2").Select(title => title.TextContent));
    }

    [Fact]
    public async Task It_shows_the_last_syncs_and_the_collections_with_their_counts()
    {
        await _pages.SeedAsync("shop", jobs: 8);
        await _pages.CollectionAsync("products");
        await using var host = _pages.At("/");
        var page = await host.RenderAsync<HomePage>();

        Assert.Equal(5, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("0 points", page.QuerySelector(".collection-list li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/search", page.QuerySelector("form")!.GetAttribute("action"));
    }
}
