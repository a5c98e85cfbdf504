using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class SearchTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Words_find_products_and_the_search_is_in_the_address()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/search");
        await page.FillAsync("#search-text", "martillo");
        await page.PressAsync("#search-text", "Enter");

        await Expect(page.Locator(".results li").First).ToContainTextAsync("artillo");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=martillo"));
        await Expect(page.Locator(".honest")).ToContainTextAsync("lexical");

        await page.ReloadAsync();
        await Expect(page.Locator(".results li").First).ToContainTextAsync("artillo");
        await Expect(page.Locator("#search-text")).ToHaveValueAsync("martillo");
    }

    [Fact]
    public async Task A_code_is_found_exactly_and_can_be_copied()
    {
        await using var context = await fixture.NewContextAsync();
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await fixture.OpenAsync(context, "/search?q=taladro");
        var code = await page.Locator(".results li .code code").First.TextContentAsync();
        await page.FillAsync("#search-text", code!);
        await page.ClickAsync("#search-submit");

        var first = page.Locator(".results li").First;
        await Expect(first.Locator(".exact")).ToHaveTextAsync("Exact code");
        await Expect(first.Locator(".code code")).ToHaveTextAsync(code!);
        await first.Locator(".copy").ClickAsync();
        await Expect(first.Locator(".copy")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("copied"));
        Assert.Equal(code, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Missing_accents_and_a_typo_find_the_same_things()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/search?q=flexometro");
        await Expect(page.Locator(".results li h2").First).ToContainTextAsync("flexómetro", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });

        await page.FillAsync("#search-text", "martilo");
        await page.PressAsync("#search-text", "Enter");
        await Expect(page.Locator(".results li h2").First).ToContainTextAsync("martillo", new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
    }

    [Fact]
    public async Task What_was_found_is_marked_and_what_was_not_is_told()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/search?q=martilo+iphone");
        await Expect(page.Locator(".results li h2 mark").First).ToHaveTextAsync("Martillo");
        await Expect(page.Locator(".missing")).ToContainTextAsync("Not in any result: iphone");

        await page.FillAsync("#search-text", "hammer");
        await page.PressAsync("#search-text", "Enter");
        await Expect(page.Locator(".missing")).ToContainTextAsync("None of the results has “hammer”");
    }

    [Fact]
    public async Task A_brand_narrows_the_search_and_can_be_taken_away_again()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/search?q=martillo");
        var link = page.Locator(".results li dd a").First;
        var value = await link.TextContentAsync();
        await link.ClickAsync();

        await Expect(page.Locator(".pill")).ToContainTextAsync(value!.Trim());
        await Expect(page.Locator($".results li:not(:has-text(\"{value.Trim()}\"))")).ToHaveCountAsync(0);
        await page.Locator(".pill").ClickAsync();
        await Expect(page.Locator(".pill")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_phone_shows_everything_within_its_width()
    {
        await using var context = await fixture.NewContextAsync(width: 390, height: 844);
        foreach (var path in new[] { "/search?q=martillo", "/syncs", "/" })
        {
            var page = await fixture.OpenAsync(context, path);
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        }
    }
}
