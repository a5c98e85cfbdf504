using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SyncAdmin.Tests.App;
using SyncAdmin.Tests.EndToEnd;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

/// <summary>The bell in a real browser, told of syncs that really failed, in both looks and languages, on a desk and on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class NotificationBellTests(BrowserFixture fixture) : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-bell-").FullName;
    private AppProcess _app = null!;
    private string _signedIn = "";

    public async Task InitializeAsync()
    {
        _app = await AppProcess.StartAsync(_data);
        await using var context = await fixture.SignInAsync(_app);
        _signedIn = await context.StorageStateAsync();
    }

    public Task DisposeAsync()
    {
        _app.Dispose();
        Directory.Delete(_data, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_bell_counts_by_itself_leads_to_the_job_and_is_clean_in_every_look()
    {
        using var shop = new SmallShop();
        await using var context = await fixture.NewContextAsync(_signedIn, "en-US", 1440, 900, ColorScheme.Light);
        var page = await OpenAsync(context);
        await page.ClickAsync("#notifications-button");
        await Expect(page.Locator("#notifications")).ToContainTextAsync("Nothing to tell");
        await AssertCleanAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#notifications-button")).ToBeFocusedAsync();

        await BrokenShop.FailAsync(_app, shop, "first");
        var job = await BrokenShop.FailAsync(_app, shop, "second");
        await Expect(page.Locator(".badge")).ToHaveTextAsync("2");

        foreach (var (look, width, height, locale) in new[] { (ColorScheme.Light, 1440, 900, "en-US"), (ColorScheme.Dark, 1440, 900, "es-ES"), (ColorScheme.Light, 390, 844, "es-MX"), (ColorScheme.Dark, 390, 844, "en-US") })
        {
            await using var other = await fixture.NewContextAsync(_signedIn, locale, width, height, look);
            var seen = await OpenAsync(other);
            await seen.ClickAsync("#notifications-button");
            await Expect(seen.Locator("#notifications")).ToBeFocusedAsync();
            await Expect(seen.Locator("#notifications li")).ToHaveCountAsync(2);
            await AssertCleanAsync(seen);
            Assert.Equal(0, await seen.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
            await Screenshots.SaveAsync(seen, $"bell-{look.ToString().ToLowerInvariant()}-{width}");
        }

        await page.ClickAsync("#notifications-button");
        await page.ClickAsync("#notifications li:first-child a");
        await page.WaitForURLAsync($"**/syncs/{job}");
        await Expect(page.Locator("#notifications")).ToHaveCountAsync(0);
        await Expect(page.Locator(".badge")).ToHaveTextAsync("1");
        var tab = await OpenAsync(context);
        await tab.ClickAsync("#notifications-button");
        await tab.ClickAsync("#mark-all-read");
        await Expect(tab.Locator(".badge")).ToHaveCountAsync(0);
        await Expect(page.Locator(".badge")).ToHaveCountAsync(0); // The first tab hears of it.
    }

    private async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(_app.Address.ToString());
        await page.WaitForSelectorAsync("[data-live]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return page;
    }

    private static async Task AssertCleanAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Impact} {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }
}
