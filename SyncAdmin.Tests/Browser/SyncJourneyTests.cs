using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using SyncAdmin.Tests.App;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SyncAdmin.Tests.Browser;

/// <summary>What an administrator does about a source that has lost records and holds bad ones: plan, decide, put back, verify, retry.</summary>
[Collection(BrowserTests.Name)]
public sealed class SyncJourneyTests(BrowserFixture fixture) : IAsyncLifetime, IDisposable
{
    private readonly SmallShop _shop = new();
    private Guid _datasource;

    public async Task InitializeAsync()
    {
        var input = JsonSerializer.SerializeToNode(_shop.Input("journey"))!.AsObject();
        input["fieldMapping"] = JsonNode.Parse("""{"code":"code","name":"name","price":{"column":"price","type":"number"}}""");
        Change("UPDATE products SET price = 'ask' WHERE id IN (7, 8)");
        _datasource = await fixture.App.CreateDatasourceAsync(input);
    }

    // Its jobs go with it: other tests look at the newest one.
    public Task DisposeAsync() => fixture.App.SendAsync(HttpMethod.Delete, $"/api/datasources/{_datasource}", null, HttpStatusCode.NoContent);

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Errors_are_retried_deletes_are_decided_and_put_back_and_a_verification_tells_what_differs()
    {
        var failed = await fixture.App.StartFullAsync(_datasource);
        await fixture.App.EndOfAsync(failed, TimeSpan.FromSeconds(60));
        await using var context = await fixture.NewContextAsync();
        var page = await fixture.OpenAsync(context, $"/syncs/{failed}");
        await Expect(page.Locator("[data-cause='SYNC-4004'] .figure").First).ToHaveTextAsync("2");
        await AssertCleanAsync(page);
        await page.ClickAsync("#retry-all");
        await Expect(page.Locator(".failures > .panel")).ToContainTextAsync("2 records are on their way.");

        Change("DELETE FROM products WHERE id > 30");
        await page.GotoAsync($"{fixture.Url}/syncs");
        await page.WaitForSelectorAsync("[data-live]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        await page.ClickAsync("#start-sync");
        await page.SelectOptionAsync("#start-source", _datasource.ToString());
        await page.ClickAsync("#plan-first");
        await Expect(page.Locator(".plan .warning").First).ToContainTextAsync("wait for a decision");
        await page.ClickAsync(".sample summary >> nth=0");
        await Expect(page.Locator(".sample li").First).ToBeVisibleAsync();
        await AssertCleanAsync(page);

        await page.ClickAsync("#start-now");
        await Expect(page.Locator(".decision")).ToContainTextAsync("20 of 48 points", new() { Timeout = 20_000 });
        await AssertCleanAsync(page);
        var decided = page.Url;
        await page.ClickAsync("#accept-deletes");
        await page.ClickAsync("#confirm-yes");
        await page.ClickAsync("#restore-points");
        await page.ClickAsync("#confirm-yes");
        await Expect(page.Locator(".action-done")).ToContainTextAsync("20 points are back");
        await Expect(page.Locator("[data-kind=restored]")).ToContainTextAsync("20 points put back");

        await page.ClickAsync("#start-verify");
        await Expect(page.Locator(".confirm")).ToContainTextAsync("costs no tokens");
        await page.ClickAsync("#confirm-yes");
        await page.ClickAsync("#reject-deletes");
        await Expect(page.Locator("[data-sort=VerifySurplusInStore] .number")).ToHaveTextAsync("20");
        await AssertCleanAsync(page);

        await AssertFitsAPhoneAsync($"{fixture.Url}/syncs/{failed}", decided, page.Url);
    }

    private async Task AssertFitsAPhoneAsync(params string[] addresses)
    {
        await using var context = await fixture.NewContextAsync(locale: "es-MX", width: 390, height: 844, look: ColorScheme.Dark);
        foreach (var address in addresses)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(address);
            await page.WaitForSelectorAsync("[data-live]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"));
        }
    }

    private void Change(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={_shop.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static async Task AssertCleanAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Impact} {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }
}
