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
