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

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var shop = new SmallShop(3);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "not-there");

        using var noDatasource = await machine.GetAsync(new Uri($"/api/datasources/{Unknown}/records/P-00001", UriKind.Relative));
        using var noRecord = await machine.GetAsync(new Uri($"/api/datasources/{datasource}/records/nobody", UriKind.Relative));

        await ProblemAssert.IsProblemAsync(noDatasource, HttpStatusCode.NotFound);
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
