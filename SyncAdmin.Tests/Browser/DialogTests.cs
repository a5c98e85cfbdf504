using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

/// <summary>A dialog has the focus, so that the next key is its own and not the button's behind it.</summary>
[Collection(BrowserTests.Name)]
public sealed class DialogTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData("/syncs", "#start-sync", "#start-source")]
    [InlineData("/syncs/{job}", "#start-again", "#confirm-no")]
    [InlineData("/collections", "#create-collection", "#create-name")]
    [InlineData("/collections/ferreteria", "#delete-collection", "#delete-name")]
    public async Task A_dialog_takes_the_focus_and_escape_closes_it(string path, string opens, string first)
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, await fixture.PathAsync(path));

        await page.ClickAsync(opens);
        await Expect(page.Locator(first)).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".rz-dialog")).ToHaveCountAsync(0);
    }
}
