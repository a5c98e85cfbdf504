using System.Net.Http.Headers;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SyncAdmin.Tests.Vision;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

/// <summary>From a photo of a label to the product, with the real Tesseract behind the application.</summary>
[Collection(BrowserTests.Name)]
public sealed class PhotoSearchTests(BrowserFixture fixture)
{
    private const string Drop =
        """
        bytes => {
          const file = new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'label.png', { type: 'image/png' });
          const data = new DataTransfer();
          data.items.add(file);
          for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """;

    private const string Paste =
        """
        bytes => {
          const file = new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'image.png', { type: 'image/png' });
          const data = new DataTransfer();
          data.items.add(file);
          document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light, 1440, 900, "en-US")]
    [InlineData(ColorScheme.Dark, 390, 844, "es-MX")]
    [InlineData(ColorScheme.Dark, 1440, 900, "es-ES")]
    [InlineData(ColorScheme.Light, 390, 844, "en-US")]
    public async Task A_dropped_photo_is_understood_and_finds_the_product(ColorScheme look, int width, int height, string locale)
    {
        await using var context = await fixture.NewContextAsync(locale: locale, width: width, height: height, look: look);
        var page = await OpenAsync(context);
        var (code, label) = await LabelAsync(context);
        await page.EvaluateAsync(Drop, Convert.ToBase64String(label));

        var first = page.Locator(".results li").First;
        await Expect(first.Locator(".exact")).ToBeVisibleAsync();
        await Expect(first.Locator(".code code")).ToHaveTextAsync(code);
        await Expect(page.Locator(".photo-seen code")).ToHaveTextAsync(code);
        await Expect(page.Locator("#search-text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("TALADRO"));
        await Expect(page.Locator(".timings")).ToContainTextAsync(locale.StartsWith("es", StringComparison.Ordinal) ? "foto" : "photo");
        Assert.True(await page.Locator(".photo-preview").EvaluateAsync<int>("image => image.naturalWidth") > 0);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("code=" + code));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        await AssertCleanAsync(page);
        await Screenshots.SaveAsync(page, $"search-photo-{look.ToString().ToLowerInvariant()}-{width}");
    }

    [Fact]
    public async Task What_was_understood_is_edited_and_searched_again_and_survives_a_reload()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await OpenAsync(context);
        var (code, label) = await LabelAsync(context);
        await page.EvaluateAsync(Paste, Convert.ToBase64String(label));
        await Expect(page.Locator(".results li .exact").First).ToBeVisibleAsync();

        await page.ReloadAsync();
        await Expect(page.Locator(".results li .code code").First).ToHaveTextAsync(code);

        await page.WaitForSelectorAsync("#photo-choose:enabled");
        await page.FillAsync("#search-text", "martillo");
        await page.PressAsync("#search-text", "Enter");
        await Expect(page.Locator(".results li h2").First).ToContainTextAsync("artillo");
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("code="));
    }

    [Fact]
    public async Task A_large_photo_is_shrunk_before_it_travels_and_stands_upright()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await OpenAsync(context);
        byte[] sent = [];
        await page.RouteAsync("**/api/search/image", async route =>
        {
            sent = route.Request.PostDataBuffer ?? [];
            await route.ContinueAsync();
        });

        // Lying down in the file, with an EXIF that says it was turned: 2,000 × 1,000 pixels become 800 × 1,600.
        var lying = await page.EvaluateAsync<string>("""() => { const c = document.createElement('canvas'); c.width = 2000; c.height = 1000; return c.toDataURL('image/jpeg').split(',')[1]; }""");
        var jpeg = Convert.FromBase64String(lying);
        byte[] exif = [0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
        await page.SetInputFilesAsync("#photo-file", new FilePayload { Name = "phone.jpg", MimeType = "image/jpeg", Buffer = [.. jpeg[..2], .. exif, .. jpeg[2..]] });
        await Expect(page.Locator(".photo-status")).ToContainTextAsync("Nothing readable");

        var size = await page.Locator(".photo-preview").EvaluateAsync<int[]>("image => [image.naturalWidth, image.naturalHeight]");
        Assert.Equal([800, 1600], size);
        Assert.InRange(sent.Length, 1_000, 200_000);
        Assert.DoesNotContain("Exif", System.Text.Encoding.Latin1.GetString(sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_the_browser_with_what_to_do_next()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await OpenAsync(context);
        await page.SetInputFilesAsync("#photo-file", new FilePayload { Name = "invoice.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });

        await Expect(page.Locator(".photo-problem")).ToContainTextAsync("SYNC-8056");
        await AssertCleanAsync(page);
        await page.Locator(".photo-remove").ClickAsync();
        await Expect(page.Locator(".photo-problem")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_server_that_is_away_or_refuses_is_told()
    {
        await using var context = await fixture.NewContextAsync();
        var page = await OpenAsync(context);
        await page.RouteAsync("**/api/search/image", route => route.AbortAsync());
        await page.EvaluateAsync(Drop, Convert.ToBase64String(SamplePictures.Png));
        await Expect(page.Locator(".photo-problem")).ToContainTextAsync("SYNC-8055");

        await page.UnrouteAllAsync();
        await page.RouteAsync("**/api/search/image", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 503, ContentType = "application/problem+json", Body = """{"code":"SYNC-3057","detail":"2 pictures are being read."}""",
        }));
        await page.EvaluateAsync(Drop, Convert.ToBase64String(SamplePictures.Png));
        await Expect(page.Locator(".photo-problem")).ToContainTextAsync("2 pictures are being read.");
    }

    [Fact]
    public async Task Thirty_megabytes_are_refused_by_the_real_server_with_the_reason()
    {
        using var client = new HttpClient { BaseAddress = fixture.App.Address };
        client.DefaultRequestHeaders.Add("X-API-Key", EndToEnd.AppProcess.ApiKey);
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var file = new ByteArrayContent(new byte[30 << 20]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        using var form = new MultipartFormDataContent { { file, "image", "big.jpg" } };
        using var answer = await client.PostAsync(new Uri("/api/search/image", UriKind.Relative), form);
        var problem = await answer.Content.ReadAsStringAsync();

        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Contains("SYNC-8054", problem, StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await fixture.OpenAsync(context, "/search");
        await page.WaitForSelectorAsync("#photo-choose:enabled");
        return page;
    }

    /// <summary>A product of the sample as its box might show it.</summary>
    private static async Task<(string Code, byte[] Label)> LabelAsync(IBrowserContext context)
    {
        const string Code = "TAL-00017";
        var studio = await context.NewPageAsync();
        await studio.SetViewportSizeAsync(900, 420);
        await studio.SetContentAsync(Labels.LabelOf("FERROLUZ", "TALADRO PERCUTOR", Code, "750W 230V"));
        var label = await studio.ScreenshotAsync();
        await studio.CloseAsync();
        return (Code, label);
    }

    private static async Task AssertCleanAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }
}
