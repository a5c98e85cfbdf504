using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Browser;

/// <summary>SyncAdmin as a real process with its sample catalogue, and a browser signed in by a one-time link.</summary>
public sealed partial class BrowserFixture : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-browser-").FullName;
    private AppProcess? _app;
    private IBrowser? _browser;

    internal AppProcess App => _app ?? throw new InvalidOperationException("The application was not started.");

    internal string Url => App.Address.ToString().TrimEnd('/');

    /// <summary>The cookies of a signed-in browser.</summary>
    internal string SignedIn { get; private set; } = "";

    public async Task InitializeAsync()
    {
        _browser = await Chromium.StartAsync();
        _app = await AppProcess.StartAsync(_data, ("Sample:Enabled", "true"), ("Vision:Provider", "tesseract"));
        await using var context = await SignInAsync(App);
        SignedIn = await context.StorageStateAsync();
        await App.EndOfAsync(await SampleJobAsync(), TimeSpan.FromSeconds(120));
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _app?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A browser signed in to a process by the link that it printed, which is used up then.</summary>
    internal async Task<IBrowserContext> SignInAsync(AppProcess app)
    {
        var context = await NewContextAsync(state: null, "en-US", 1440, 900, ColorScheme.Light);
        var page = await context.NewPageAsync();
        await page.GotoAsync(await LinkOfAsync(app));
        await page.ClickAsync("#sign-in");
        await page.WaitForURLAsync(app.Address.ToString());
        await page.CloseAsync();
        return context;
    }

    /// <summary>The sign-in link that the process printed at its start.</summary>
    internal Task<string> LinkAsync() => LinkOfAsync(App);

    /// <summary>A new one-time link, by the command that the pages name.</summary>
    internal async Task<string> NewLinkAsync()
    {
        using var command = new ServerProcess("dotnet", [AppProcess.Dll, "sign-in-link"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DataDirectory"] = _data,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        });
        return (await LinkInAsync(() => command.Output)).Replace("http://localhost:5080", Url, StringComparison.Ordinal);
    }

    internal Task<IBrowserContext> NewContextAsync(bool signedIn = true, string locale = "en-US", int width = 1440, int height = 900, ColorScheme look = ColorScheme.Light) =>
        NewContextAsync(signedIn ? SignedIn : null, locale, width, height, look);

    /// <summary>A page of the application on which a circuit runs.</summary>
    internal async Task<IPage> OpenAsync(IBrowserContext context, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync(Url + path);
        await page.WaitForSelectorAsync("[data-live]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return page;
    }

    /// <summary>The path with <c>{job}</c> replaced by the sample's sync job.</summary>
    internal async Task<string> PathAsync(string path) =>
        path.Contains("{job}", StringComparison.Ordinal) ? path.Replace("{job}", (await SampleJobAsync()).ToString(), StringComparison.Ordinal) : path;

    private IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser was not started.");

    private async Task<Guid> SampleJobAsync() =>
        (await App.SendAsync(HttpMethod.Get, "/api/sync/jobs?type=full", null, HttpStatusCode.OK)).GetProperty("items")[0].GetProperty("id").GetGuid();

    private static Task<string> LinkOfAsync(AppProcess app) => LinkInAsync(() => app.Output);

    private static async Task<string> LinkInAsync(Func<string> output)
    {
        var link = Match.Empty;
        await Eventually.IsTrueAsync(() => Task.FromResult((link = SignInLink().Match(output())).Success), TimeSpan.FromSeconds(60), output);
        return link.Value;
    }

    internal async Task<IBrowserContext> NewContextAsync(string? state, string locale, int width, int height, ColorScheme look)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            TimezoneId = "America/Mexico_City",
            ColorScheme = look,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            StorageState = state,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        return context;
    }

    [GeneratedRegex(@"http://[^\s]+/sign-in\?token=[A-Za-z0-9_-]+")]
    private static partial Regex SignInLink();
}
