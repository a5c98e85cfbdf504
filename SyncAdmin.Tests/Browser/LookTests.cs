using Microsoft.Playwright;
using SyncAdmin.Tests.EndToEnd;
using Xunit;

namespace SyncAdmin.Tests.Browser;

/// <summary>Every page, in both looks, on a desk and on a phone, with data and without: nothing is wider than the window, and the console stays empty.</summary>
[Collection(BrowserTests.Name)]
public sealed class LookTests(BrowserFixture fixture) : IAsyncLifetime
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"), ("search", "/search?q=martillo"), ("syncs", "/syncs"), ("collections", "/collections"), ("collection", "/collections/ferreteria"), ("job", "/syncs/{job}"),
    ];

    private readonly string _empty = Directory.CreateTempSubdirectory("syncadmin-empty-").FullName;
    private AppProcess _app = null!;
    private string _signedIn = "";

    public async Task InitializeAsync()
    {
        _app = await AppProcess.StartAsync(_empty);
        await using var context = await fixture.SignInAsync(_app);
        _signedIn = await context.StorageStateAsync();
    }

    public Task DisposeAsync()
    {
        _app.Dispose();
        Directory.Delete(_empty, recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440, 900, "en-US")]
    [InlineData(ColorScheme.Dark, 1440, 900, "es-ES")]
    [InlineData(ColorScheme.Light, 390, 844, "es-MX")]
    [InlineData(ColorScheme.Dark, 390, 844, "en-US")]
    public async Task A_page_fits_and_says_nothing_on_the_console(ColorScheme look, int width, int height, string locale)
    {
        var variant = $"{look.ToString().ToLowerInvariant()}-{width}";
        await using (var context = await fixture.NewContextAsync(signedIn: true, locale, width, height, look))
        {
            foreach (var (name, path) in Pages)
            {
                await LookAtAsync(context, fixture.Url + await fixture.PathAsync(path), $"{name}-{variant}");
            }
        }

        await using (var context = await fixture.NewContextAsync(_signedIn, locale, width, height, look))
        {
            foreach (var (name, path) in Pages[..^1])
            {
                await LookAtAsync(context, _app.Address.ToString().TrimEnd('/') + path, $"{name}-empty-{variant}");
            }
        }

        await using (var context = await fixture.NewContextAsync(signedIn: false, locale, width, height, look))
        {
            await LookAtAsync(context, fixture.Url + "/sign-in?token=example", $"sign-in-{variant}", live: false);
            await LookAtAsync(context, fixture.Url + "/sign-in?failed=1", $"sign-in-failed-{variant}", live: false);
        }
    }

    private static async Task LookAtAsync(IBrowserContext context, string url, string name, bool live = true)
    {
        var page = await context.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);
        page.PageError += (_, error) => said.Add(error);
        await page.GotoAsync(url);
        if (live)
        {
            await page.WaitForSelectorAsync("[data-live]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        }

        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        await Screenshots.SaveAsync(page, name);
        Assert.Empty(said);
        await page.CloseAsync();
    }
}
