using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class SignInTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Without_sign_in_every_page_leads_to_the_way_to_get_a_link()
    {
        await using var context = await fixture.NewContextAsync(signedIn: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(fixture.Url + "/syncs");

        await Expect(page).ToHaveURLAsync(fixture.Url + "/sign-in?returnUrl=%2Fsyncs");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        await Expect(page.Locator("code")).ToHaveTextAsync("dotnet run --project SyncAdmin.App -- sign-in-link");
    }

    [Fact]
    public async Task A_link_works_once_and_says_so_the_second_time()
    {
        // The fixture signed in by it before.
        await using var context = await fixture.NewContextAsync(signedIn: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync(await fixture.LinkAsync());
        await page.ClickAsync("#sign-in");

        await Expect(page.Locator("h1")).ToHaveTextAsync("This link does not work");
    }

    [Fact]
    public async Task Opening_a_link_does_not_use_it_up_and_signing_out_ends_the_session()
    {
        await using var context = await fixture.NewContextAsync(signedIn: false);
        var page = await context.NewPageAsync();
        var link = await fixture.NewLinkAsync();
        await page.GotoAsync(link);
        await page.GotoAsync(link);
        await page.ClickAsync("#sign-in");
        await Expect(page).ToHaveURLAsync(fixture.Url + "/");

        var otherTab = await context.NewPageAsync();
        await otherTab.GotoAsync(fixture.Url + "/syncs");
        await Expect(otherTab.Locator("h1")).ToHaveTextAsync("Syncs");
        await page.ClickAsync("text=Sign out");
        await Expect(page.Locator("h1")).ToHaveTextAsync("You are signed out");
        await Expect(otherTab.Locator("h1")).ToHaveTextAsync("You are signed out");

        await page.GotoAsync(fixture.Url + "/");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
    }
}
