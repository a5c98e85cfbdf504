using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace SyncAdmin.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/syncs", ColorScheme.Light)]
    [InlineData("/syncs", ColorScheme.Dark)]
    [InlineData("/syncs/{job}", ColorScheme.Light)]
    [InlineData("/syncs/{job}", ColorScheme.Dark)]
    [InlineData("/search", ColorScheme.Light)]
    [InlineData("/search?q=martillo", ColorScheme.Light)]
    [InlineData("/search?q=martillo", ColorScheme.Dark)]
    [InlineData("/collections", ColorScheme.Light)]
    [InlineData("/collections/ferreteria", ColorScheme.Light)]
    [InlineData("/collections/ferreteria", ColorScheme.Dark)]
    [InlineData("/nowhere", ColorScheme.Light)]
    public async Task A_page_has_no_violation_that_axe_finds(string path, ColorScheme look)
    {
        await using var context = await fixture.NewContextAsync(look: look);
        await AssertCleanAsync(await fixture.OpenAsync(context, await fixture.PathAsync(path)));
    }

    [Theory]
    [InlineData("/sign-in", ColorScheme.Light)]
    [InlineData("/sign-in?token=x", ColorScheme.Dark)]
    [InlineData("/sign-in?failed=1", ColorScheme.Light)]
    public async Task The_sign_in_page_has_none_either(string path, ColorScheme look)
    {
        await using var context = await fixture.NewContextAsync(signedIn: false, look: look);
        var page = await context.NewPageAsync();
        await page.GotoAsync(fixture.Url + path);
        await AssertCleanAsync(page);
    }

    [Fact]
    public async Task A_dialog_has_none_keeps_the_focus_and_gives_it_back()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/syncs");
        await page.ClickAsync("#start-sync");
        await page.WaitForSelectorAsync("#start-now");
        await AssertCleanAsync(page);

        for (var press = 0; press < 8; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.rz-dialog').contains(document.activeElement)"), $"Tab {press + 1} left the dialog.");
        }

        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".rz-dialog", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await Assertions.Expect(page.Locator("#start-sync")).ToBeFocusedAsync();
    }

    private static async Task AssertCleanAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Impact} {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }
}
