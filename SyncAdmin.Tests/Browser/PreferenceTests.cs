using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class PreferenceTests(BrowserFixture fixture)
{
    [Fact]
    public async Task The_browser_s_language_is_the_first_and_a_choice_is_kept()
    {
        await using var context = await fixture.NewContextAsync(locale: "es-MX");
        var page = await fixture.OpenAsync(context, "/syncs");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sincronizaciones");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "es");

        await page.ClickAsync("[data-set-language=en]");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Syncs");
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Syncs");
    }

    [Theory]
    [InlineData("es-ES", "5.000 puntos")]
    [InlineData("es-MX", "5,000 puntos")]
    [InlineData("es", "5.000 puntos")]
    [InlineData("en-GB", "5,000 points")]
    public async Task Numbers_are_written_as_in_the_reader_s_region(string locale, string expected)
    {
        await using var context = await fixture.NewContextAsync(locale: locale);
        var page = await context.NewPageAsync();
        await page.GotoAsync(fixture.Url);

        await Expect(page.Locator(".points").First).ToHaveTextAsync(expected);
    }

    [Fact]
    public async Task A_chosen_theme_applies_at_once_and_after_a_reload()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/search");
        var light = await BackgroundAsync();
        await page.ClickAsync("[data-set-theme=dark]");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var dark = await BackgroundAsync();
        Assert.NotEqual(light, dark);

        await page.ReloadAsync();
        Assert.Equal(dark, await BackgroundAsync());

        Task<string> BackgroundAsync() => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
    }

    [Fact]
    public async Task The_skip_link_shows_when_it_has_the_focus_and_leads_past_the_navigation()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/syncs");
        await page.Locator(".skip-link").FocusAsync();
        await Expect(page.Locator(".skip-link")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));
    }
}
