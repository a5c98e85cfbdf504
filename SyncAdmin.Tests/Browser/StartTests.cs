using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

/// <summary>A person who is faster than the circuit: the page is there, and becomes interactive under his hand.</summary>
[Collection(BrowserTests.Name)]
public sealed class StartTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string List = "/collections/ferreteria?field=_sync.code&value=PAL-00099";
    private readonly TaskCompletionSource _circuitMayStart = new();
    private readonly TaskCompletionSource _pageMayCome = new();
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    private ILocator Link => _page.Locator(".points-browser tbody a");

    public async Task InitializeAsync()
    {
        _context = await fixture.NewContextAsync();
        _page = await _context.NewPageAsync();
        await _page.RouteAsync("**/_blazor/negotiate*", route => WhenAsync(_circuitMayStart, route));
        await _page.GotoAsync(fixture.Url + List);
    }

    public async Task DisposeAsync()
    {
        _circuitMayStart.TrySetResult();
        _pageMayCome.TrySetResult();
        await _page.UnrouteAllAsync(new PageUnrouteAllOptions { Behavior = UnrouteBehavior.IgnoreErrors });
        await _context.DisposeAsync();
    }

    [Fact]
    public async Task A_link_that_is_pressed_while_the_page_becomes_interactive_is_followed()
    {
        await Link.HoverAsync();
        await _page.Mouse.DownAsync();
        await BecomeInteractiveAsync();
        await _page.Mouse.UpAsync();

        await Expect(_page.Locator(".panel.note pre").First).ToContainTextAsync("PAL-00099");
    }

    [Fact]
    public async Task A_link_that_is_followed_before_the_page_is_interactive_shows_its_page()
    {
        await _page.RouteAsync("**/collections/*point=*", route => WhenAsync(_pageMayCome, route));
        var asked = _page.WaitForRequestAsync("**/collections/*point=*");
        var click = Link.ClickAsync();
        await asked;
        await BecomeInteractiveAsync();
        _pageMayCome.SetResult();
        await click;

        await Expect(_page.Locator(".panel.note pre").First).ToContainTextAsync("PAL-00099");
    }

    private async Task BecomeInteractiveAsync()
    {
        // What an interactive page asks for first. Its elements can't be asked while another page is on its way.
        var interactive = _page.WaitForRequestAsync("**/js/visibility*.js");
        _circuitMayStart.SetResult();
        await interactive;
    }

#pragma warning disable VSTHRD003 // The test completes it; there is no synchronization context to deadlock on.
    private static async Task WhenAsync(TaskCompletionSource allowed, IRoute route)
    {
        await allowed.Task;
        await route.ContinueAsync();
    }
#pragma warning restore VSTHRD003
}
