using Microsoft.Playwright;
using SyncAdmin.Tests.Architecture;

namespace SyncAdmin.Tests.Browser;

/// <summary>With SCREENSHOTS=1 the browser tests leave pictures in docs/screenshots, for people to look at.</summary>
internal static class Screenshots
{
    private static readonly bool Wanted = Environment.GetEnvironmentVariable("SCREENSHOTS") == "1";

    internal static async Task SaveAsync(IPage page, string name)
    {
        if (!Wanted)
        {
            return;
        }

        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(SourceFile.Root, "docs", "screenshots", name + ".png"),
            Animations = ScreenshotAnimations.Disabled,
        });
    }
}
