using Microsoft.Playwright;
using SyncAdmin.Core.Vision;
using SyncAdmin.Tests.Browser;
using Xunit;

namespace SyncAdmin.Tests.Vision;

/// <summary>Product labels as a camera might see them, drawn by Chromium.</summary>
public sealed class Labels : IAsyncLifetime
{
    internal byte[] Drill { get; private set; } = [];

    internal byte[] DrillJpeg { get; private set; } = [];

    internal byte[] Blank { get; private set; } = [];

    public async Task InitializeAsync()
    {
        await using var browser = await Chromium.StartAsync();
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 900, Height = 420 } });
        await page.SetContentAsync(LabelOf("TRUPER", "TALADRO PERCUTOR", "TP-4471", "750W 120V pequeño"));
        Drill = await page.ScreenshotAsync();
        DrillJpeg = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = 85 });
        await page.SetContentAsync("<body style='background:#888'></body>");
        Blank = await page.ScreenshotAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    internal static string LabelOf(string brand, string name, string code, string small) =>
        $"""
        <body style="margin:0;background:#ddd;font-family:'DejaVu Sans',sans-serif">
        <div style="margin:30px;padding:30px;background:#fff;border:3px solid #333">
        <div style="font-size:30px;color:#a00">{brand}</div><div style="font-size:44px;font-weight:bold">{name}</div>
        <div style="font-size:38px">{code}</div><div style="font-size:24px">{small}</div></div></body>
        """;

    internal static CheckedImage Checked(byte[] file) => ImageCheck.Check(file).Required();
}
