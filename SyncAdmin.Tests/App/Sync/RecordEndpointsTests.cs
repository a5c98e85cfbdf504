using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

public sealed class RecordEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Unknown = "0192f000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Who_may_look_sees_a_record_in_source_ledger_and_store()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.SyncAsync(machine, "inspected");
        using var viewer = await fixture.App.MachineAsync(Role.Viewer);

        var inspection = await viewer.GetFromJsonAsync<JsonElement>($"/api/datasources/{datasource}/records/P-00017");

        Assert.Equal(("inspected", "P-00017", 1), (inspection.GetProperty("datasourceName").GetString(), inspection.GetProperty("code").GetString(), inspection.GetProperty("totalRecords").GetInt32()));
        var record = inspection.GetProperty("records")[0];
        Assert.Equal("product number 17", record.GetProperty("row").GetProperty("name").GetString());
        Assert.Equal("product number 17 P-00017", record.GetProperty("mapped").GetProperty("text").GetString());
        Assert.Equal(record.GetProperty("ledger").GetProperty("textHash").GetString(), record.GetProperty("point").GetProperty("sync").GetProperty("textHash").GetString());
        Assert.Equal(record.GetProperty("pointId").GetGuid(), record.GetProperty("point").GetProperty("id").GetGuid());
        Assert.Equal(("skip", 0), (record.GetProperty("next").GetProperty("action").GetString(), record.GetProperty("differences").GetArrayLength()));
        Assert.Equal("full", inspection.GetProperty("jobs")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Who_may_run_syncs_and_deletes_just_one_record()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.SyncAsync(machine, "one-record");
        using var operating = await fixture.App.MachineAsync(Role.Operator);
        Execute(shop, "UPDATE products SET name = @code WHERE id IN (17, 18)", "another name");

        var synced = await AppliedAsync(await operating.PostAsync(new Uri($"/api/datasources/{datasource}/records/P-00017/sync", UriKind.Relative), null));
        Assert.Equal(("record", "applied", "upserted"), synced);
        Assert.Equal("skip", await NextAsync("P-00017"));
        Assert.Equal("updateText", await NextAsync("P-00018"));

        var deleted = await AppliedAsync(await operating.DeleteAsync(new Uri($"/api/datasources/{datasource}/records/P-00017", UriKind.Relative)));
        Assert.Equal(("record", "applied", "removed"), deleted);
        Assert.Equal("create", await NextAsync("P-00017"));
        var audit = await machine.GetFromJsonAsync<JsonElement>("/api/audit?pageSize=2");
        Assert.Equal(["record.delete", "record.sync"], audit.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));

        async Task<string?> NextAsync(string code) =>
            (await machine.GetFromJsonAsync<JsonElement>($"/api/datasources/{datasource}/records/{code}")).GetProperty("records")[0].GetProperty("next").GetProperty("action").GetString();

        async Task<(string?, string?, string?)> AppliedAsync(HttpResponseMessage answer)
        {
            using var _ = answer;
            Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
            var job = await TestApp.JsonAsync(answer);
            Assert.Equal($"/api/sync/jobs/{job.GetProperty("id").GetGuid()}", answer.Headers.Location?.ToString());
            Assert.Equal(job.GetProperty("id").GetGuid(), job.GetProperty("jobId").GetGuid());
            JsonElement delivery = default;
            await Servers.Eventually.IsTrueAsync(
                async () => (delivery = await operating.GetFromJsonAsync<JsonElement>($"/api/webhooks/{datasource}/deliveries/{job.GetProperty("deliveryId").GetGuid()}")).GetProperty("status").GetString() != "pending",
                TimeSpan.FromSeconds(30),
                () => delivery.ToString());
            return (job.GetProperty("type").GetString(), delivery.GetProperty("status").GetString(), delivery.GetProperty("outcomes")[0].GetProperty("outcome").GetString());
        }
    }

    [Theory]
    [InlineData("A%2FB")]
    [InlineData("100%")]
    [InlineData("año ñ 7")]
    [InlineData("a?b#c")]
    public async Task Any_code_can_be_asked_for(string code)
    {
        using var shop = new SmallShop(3);
        Execute(shop, "UPDATE products SET code = @code WHERE id = 2", code);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.SyncAsync(machine, $"odd {Guid.NewGuid():N}"[..20].Replace(' ', '-'));

        var inspection = await machine.GetFromJsonAsync<JsonElement>($"/api/datasources/{datasource}/records/{Uri.EscapeDataString(code)}");

        Assert.Equal(code, inspection.GetProperty("records")[0].GetProperty("mapped").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("A/B")]
    [InlineData("A%2FB")]
    public async Task A_slash_in_a_code_survives_a_real_server(string code)
    {
        using var shop = new SmallShop(3);
        Execute(shop, "UPDATE products SET code = @code WHERE id = 2", code);
        await using var app = new TestApp();
        app.UseKestrel(0);
        app.StartServer();
        using var machine = new HttpClient { BaseAddress = app.ClientOptions.BaseAddress };
        machine.DefaultRequestHeaders.Add("X-API-Key", TestApp.BootstrapKey);
        var datasource = await shop.SyncAsync(machine, "slashes");

        var inspection = await machine.GetFromJsonAsync<JsonElement>($"/api/datasources/{datasource}/records/{Uri.EscapeDataString(code)}?of=it");

        Assert.Equal(code, inspection.GetProperty("records")[0].GetProperty("mapped").GetProperty("code").GetString());
        using var synced = await machine.PostAsync(new Uri($"/api/datasources/{datasource}/records/{Uri.EscapeDataString(code)}/sync", UriKind.Relative), null);
        var delivery = await machine.GetFromJsonAsync<JsonElement>($"/api/webhooks/{datasource}/deliveries/{(await TestApp.JsonAsync(synced)).GetProperty("deliveryId").GetGuid()}");
        Assert.Equal(code, delivery.GetProperty("names")[0].GetString());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var shop = new SmallShop(3);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "not-there");

        using var noDatasource = await machine.GetAsync(new Uri($"/api/datasources/{Unknown}/records/P-00001", UriKind.Relative));
        using var noSync = await machine.PostAsync(new Uri($"/api/datasources/{Unknown}/records/P-00001/sync", UriKind.Relative), null);
        using var noDelete = await machine.DeleteAsync(new Uri($"/api/datasources/{Unknown}/records/P-00001", UriKind.Relative));
        using var noRecord = await machine.GetAsync(new Uri($"/api/datasources/{datasource}/records/nobody", UriKind.Relative));

        await ProblemAssert.IsProblemAsync(noDatasource, HttpStatusCode.NotFound);
        await ProblemAssert.IsProblemAsync(noSync, HttpStatusCode.NotFound);
        await ProblemAssert.IsProblemAsync(noDelete, HttpStatusCode.NotFound);
        Assert.Equal("SYNC-5031", (await ProblemAssert.IsProblemAsync(noRecord, HttpStatusCode.NotFound)).GetProperty("code").GetString());
    }

    private static void Execute(SmallShop shop, string sql, string code)
    {
        using var connection = new SqliteConnection($"Data Source={shop.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@code", code);
        command.ExecuteNonQuery();
    }
}
