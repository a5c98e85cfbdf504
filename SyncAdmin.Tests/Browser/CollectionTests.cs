using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class CollectionTests(BrowserFixture fixture)
{
    [Fact]
    public async Task A_collection_is_made_and_deleted_by_typing_its_name()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/collections");
        await page.ClickAsync("#create-collection");
        await Expect(page.Locator("#create-name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("trial");
        await page.ClickAsync("#create-now");
        await Expect(page).ToHaveURLAsync(new Regex("/collections/trial$"));
        await Expect(page.Locator(".empty h2")).ToHaveTextAsync("It holds no points yet");

        await page.ClickAsync("#delete-collection");
        await Expect(page.Locator("#delete-now")).ToBeDisabledAsync();
        await Expect(page.Locator("#delete-name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("trial");
        await Expect(page.Locator("#delete-now")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Regex("/collections$"));
        await Expect(page.Locator("[data-collection=trial]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-collection=ferreteria]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_re_index_is_begun_in_a_dialog_and_followed_to_its_end_on_the_page()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/collections/ferreteria");
        await page.ClickAsync("#reindex-start");
        await page.Locator("#reindex-form summary").ClickAsync();
        await page.FillAsync("#reindex-m", "24");
        await page.ClickAsync("#reindex-now");

        await Expect(page.Locator(".reindex .line .state")).ToHaveTextAsync("Done", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });

        await Expect(page.Locator("#reindex-roll-back")).ToBeVisibleAsync();
        await Expect(page.Locator("dl", new PageLocatorOptions { HasText = "HNSW m 24" })).ToContainTextAsync("ferreteria__v2");
        await Expect(page.Locator(".reindex tbody tr", new PageLocatorOptions { HasText = "verify" })).ToContainTextAsync("Completed", new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
    }

    [Fact]
    public async Task Points_are_filtered_in_the_address_and_one_is_shown_whole()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, "/collections/ferreteria");
        await page.FillAsync("#filter-field", "_sync.code");
        await page.FillAsync("#filter-value", "PAL-00099");
        await page.ClickAsync("#filter-apply");
        await Expect(page.Locator(".points-browser tbody tr")).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex("value=PAL-00099"));

        await page.Locator(".points-browser tbody a").ClickAsync();

        await Expect(page.Locator(".panel.note pre").First).ToContainTextAsync("PAL-00099");
        await page.ReloadAsync();
        await Expect(page.Locator(".panel.note pre")).ToHaveCountAsync(2);
    }
}
