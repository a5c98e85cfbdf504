using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

public sealed class SweepEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Unknown = "0192f000-0000-7000-8000-000000000001";

    [Fact]
    public async Task A_deletion_of_much_is_decided_upon_and_restored_over_the_API()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.SyncAsync(machine, "swept");
        Execute(shop, "DELETE FROM products WHERE id > 10");
        var id = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();
        JsonElement asked = default;
        await Servers.Eventually.IsTrueAsync(
            async () => (asked = await machine.GetFromJsonAsync<JsonElement>($"/api/sync/jobs/{id}")).GetProperty("waitReason").ToString() == "decision",
            TimeSpan.FromSeconds(30),
            () => asked.ToString());
        Assert.Equal((40, 50, 0.2), (asked.GetProperty("decision").GetProperty("deletes").GetInt32(), asked.GetProperty("decision").GetProperty("of").GetInt32(), asked.GetProperty("decision").GetProperty("maxShare").GetDouble()));

        using var unclear = await machine.PostAsJsonAsync($"/api/sync/jobs/{id}/decision", new { yes = true });
        Assert.Equal(HttpStatusCode.BadRequest, unclear.StatusCode);
        using var early = await machine.PostAsync(new Uri($"/api/sync/jobs/{id}/restore", UriKind.Relative), null);
        await ProblemAssert.IsProblemAsync(early, HttpStatusCode.Conflict);
        using var decided = await machine.PostAsJsonAsync($"/api/sync/jobs/{id}/decision", new { accept = true });
        Assert.Equal(HttpStatusCode.Accepted, decided.StatusCode);
        var ended = await SmallShop.UntilAsync(machine, id, "completed");
        Assert.Equal(40, ended.GetProperty("deletedRecords").GetInt32());
        Assert.StartsWith("key:", ended.GetProperty("decision").GetProperty("decidedBy").GetString(), StringComparison.Ordinal);

        using var restored = await machine.PostAsync(new Uri($"/api/sync/jobs/{id}/restore", UriKind.Relative), null);
        Assert.Equal(40, (await TestApp.JsonAsync(restored)).GetProperty("restored").GetInt32());
        using var again = await machine.PostAsync(new Uri($"/api/sync/jobs/{id}/restore", UriKind.Relative), null);
        await ProblemAssert.IsProblemAsync(again, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Errors_are_looked_at_by_cause_and_retried_over_the_API()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        Execute(shop, "UPDATE products SET name = '', code = '' WHERE id IN (5, 6)");
        var datasource = await shop.ConnectAsync(machine, "failing");
        var id = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();
        await SmallShop.UntilAsync(machine, id, "completed");

        var cause = (await machine.GetFromJsonAsync<JsonElement>($"/api/sync/errors/{id}/causes"))[0];
        Assert.Equal(2, cause.GetProperty("unresolved").GetInt32());
        var code = cause.GetProperty("errorType").GetString();
        Assert.Equal(2, (await machine.GetFromJsonAsync<JsonElement>($"/api/sync/errors/{id}?cause={code}&resolved=false")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await machine.GetFromJsonAsync<JsonElement>($"/api/sync/errors/{id}?resolved=true")).GetProperty("total").GetInt32());

        using var unclear = await machine.PostAsJsonAsync($"/api/sync/errors/{id}/retry", new { all = true, cause = code });
        Assert.Equal("SYNC-5016", (await TestApp.JsonAsync(unclear)).GetProperty("code").GetString());
        using var nothing = await machine.PostAsJsonAsync($"/api/sync/errors/{id}/retry", new { cause = "SYNC-0000" });
        await ProblemAssert.IsProblemAsync(nothing, HttpStatusCode.Conflict);
        using var byCause = await machine.PostAsJsonAsync($"/api/sync/errors/{id}/retry", new { cause = code });
        Assert.Equal(HttpStatusCode.Accepted, byCause.StatusCode);
        Assert.Equal(2, (await TestApp.JsonAsync(byCause)).GetProperty("records").GetInt32());
        using var all = await machine.PostAsync(new Uri($"/api/sync/errors/{id}/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, all.StatusCode);
    }

    [Theory]
    [InlineData("decision")]
    [InlineData("restore")]
    public async Task A_job_that_is_not_there_is_not_found(string act)
    {
        using var machine = await fixture.App.MachineAsync();

        using var answer = await machine.PostAsJsonAsync($"/api/sync/jobs/{Unknown}/{act}", new { accept = true });

        await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.NotFound);
    }

    private static void Execute(SmallShop shop, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={shop.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
