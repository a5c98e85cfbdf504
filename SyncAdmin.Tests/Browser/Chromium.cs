using Microsoft.Playwright;

namespace SyncAdmin.Tests.Browser;

/// <summary>Debian's Chromium, driven by Playwright.</summary>
internal static class Chromium
{
    private const string DriverVariable = "PLAYWRIGHT_DRIVER_SEARCH_PATH";

    internal static async Task<IBrowser> StartAsync()
    {
        // The driver stays in the package folder instead of 136 MB in every build output (PlaywrightPlatform=none).
        if (Environment.GetEnvironmentVariable(DriverVariable) is null)
        {
            Environment.SetEnvironmentVariable(DriverVariable, DriverFolder());
        }

        // Instead of 5 s: a page that is told of something may have to wait for a processor first.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    private static string DriverFolder()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var version = typeof(IPlaywright).Assembly.GetName().Version!;
        return Path.Combine(packages, "microsoft.playwright", $"{version.Major}.{version.Minor}.{version.Build}");
    }
}
