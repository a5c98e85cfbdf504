using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SyncAdmin.Tests.EndToEnd;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

/// <summary>A sync that is slow enough to be watched: its embedder takes its time.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class LiveJobTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const int Rows = 20_000;

    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-live-").FullName;
    private FakeOpenAi _embedder = null!;
    private AppProcess _app = null!;
    private IBrowserContext _context = null!;
    private Guid _job;

    public async Task InitializeAsync()
    {
        _embedder = await FakeOpenAi.StartAsync();
        _embedder.Latency = TimeSpan.FromMilliseconds(500); // A minute and a half in all: a slow machine must not miss it.
        _app = await AppProcess.StartAsync(
            _data,
            ("Embeddings:Provider", "openai"),
            ("Models:OpenAI:BaseUrl", _embedder.BaseUrl),
            ("Models:OpenAI:ApiKey", FakeOpenAi.ApiKey),
            ("Models:OpenAI:EmbeddingModel", FakeOpenAi.Model),
            ("Models:OpenAI:Dimensions", FakeOpenAi.Dimensions.ToString(CultureInfo.InvariantCulture)),
            ("Models:OpenAI:Concurrency", "1"),
            ("Models:OpenAI:PricePerMillionTokens", "0.15"));
        _context = await fixture.SignInAsync(_app);
        var connection = ProductTable.MariaDbConnection(ProductTable.InMariaDb(Rows));
        _job = await _app.StartFullAsync(await _app.CreateDatasourceAsync(ProductTable.Datasource("products", "mysql", connection, "products")));
    }

    public async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        _app.Dispose();
        await _embedder.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task The_job_page_moves_by_itself_can_be_cancelled_and_resumed()
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync($"{_app.Address}syncs/{_job}");
        await Expect(page.Locator(".page-head .state")).ToHaveTextAsync("Running");
        var first = await DoneAsync(page);
        await Eventually.IsTrueAsync(async () => await DoneAsync(page) > first, TimeSpan.FromSeconds(30), () => "The page does not move. " + _app.Output);
        await Expect(page.Locator("progress")).ToBeVisibleAsync();

        // A second tab shows the same job, moving too.
        var list = await _context.NewPageAsync();
        await list.GotoAsync($"{_app.Address}syncs");
        await Expect(list.Locator($"tr[data-job='{_job}'] .state")).ToHaveTextAsync("Running");

        await page.ClickAsync("#cancel-job");
        await Expect(page.Locator(".rz-dialog")).ToContainTextAsync("the job can be resumed from there");
        await page.ClickAsync("#confirm-yes");
        await Expect(page.Locator(".page-head .state")).ToHaveTextAsync("Cancelled");
        await Expect(list.Locator($"tr[data-job='{_job}'] .state")).ToHaveTextAsync("Cancelled");
        var committed = await DoneAsync(page);

        await page.ClickAsync("#resume-job");
        await page.ClickAsync("#confirm-yes");
        await Expect(page.Locator(".resume")).ToContainTextAsync($"Resumed from record {committed.ToString("N0", CultureInfo.GetCultureInfo("en-US"))}");
        await Eventually.IsTrueAsync(async () => await DoneAsync(page) > committed, TimeSpan.FromSeconds(30), () => _app.Output);
        await Screenshots.SaveAsync(page, "job-running-light-1440");
        await Screenshots.SaveAsync(list, "syncs-running-light-1440");
    }

    private static async Task<long> DoneAsync(IPage page) =>
        long.Parse(Count().Match(await page.Locator("#job-records").InnerTextAsync()).Value, NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("en-US"));

    [GeneratedRegex(@"[\d,]+")]
    private static partial Regex Count();
}
