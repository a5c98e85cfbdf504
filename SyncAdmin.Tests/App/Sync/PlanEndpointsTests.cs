using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

/// <summary>Plan, budget and schema drift over the API, on a SQLite file as source.</summary>
public sealed class PlanEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_plan_is_what_the_sync_then_does_and_stands_beside_it()
    {
        using var shop = new SmallShop(120);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "planned");

        var plan = await PlanAsync(machine, datasource);
        var started = await SmallShop.StartFullAsync(machine, datasource);
        var job = await SmallShop.UntilAsync(machine, started.GetProperty("id").GetGuid(), "completed");
        Run(shop, "UPDATE products SET name = 'another ' || id WHERE id <= 10; UPDATE products SET price = 99 WHERE id BETWEEN 11 AND 13; DELETE FROM products WHERE id > 118");
        var again = await PlanAsync(machine, datasource);

        Assert.Equal((120, 120, 0, 0), (Count(plan, "totalRecords"), Count(plan, "create"), Count(plan, "update"), Count(plan, "delete")));
        Assert.Equal(5, plan.GetProperty("samples").GetArrayLength());
        Assert.Equal(120, job.GetProperty("plan").GetProperty("actual").GetProperty("written").GetInt64());
        Assert.Equal(plan.GetProperty("id").GetGuid(), job.GetProperty("plan").GetProperty("planId").GetGuid());
        Assert.Equal((118, 0, 10, 3, 105, 2), (Count(again, "totalRecords"), Count(again, "create"), Count(again, "updateText"), Count(again, "updatePayload"), Count(again, "skip"), Count(again, "delete")));
        var sample = again.GetProperty("samples")[0];
        Assert.Equal("updateText", sample.GetProperty("change").GetString());
        Assert.Equal(sample.GetProperty("row").GetProperty("name").GetString(), sample.GetProperty("payload").GetProperty("name").GetString());
        Assert.Equal(5, sample.GetProperty("neighbours").GetArrayLength());
    }

    [Fact]
    public async Task Who_may_only_look_can_not_plan_and_what_is_not_there_is_not_found()
    {
        using var viewer = await fixture.App.MachineAsync(Role.Viewer);
        using var machine = await fixture.App.MachineAsync();
        var address = new Uri($"/api/sync/plan/{Guid.CreateVersion7()}", UriKind.Relative);

        using var forbidden = await viewer.PostAsync(address, null);
        using var missing = await machine.PostAsync(address, null);

        await ProblemAssert.IsProblemAsync(forbidden, HttpStatusCode.Forbidden);
        await ProblemAssert.IsProblemAsync(missing, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_column_that_vanishes_from_the_table_stops_the_sync_with_the_diff()
    {
        using var shop = new SmallShop(30);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await ConnectAllColumnsAsync(shop, machine, "drifted");
        await SyncAsync(machine, datasource, "completed");

        Run(shop, "ALTER TABLE products ADD COLUMN colour TEXT");
        var added = await SyncAsync(machine, datasource, "completed");
        Run(shop, "ALTER TABLE products DROP COLUMN price");
        var missing = await SyncAsync(machine, datasource, "failed");
        using var plan = await machine.PostAsync(new Uri($"/api/sync/plan/{datasource}", UriKind.Relative), null);
        Run(shop, "ALTER TABLE products ADD COLUMN price TEXT");
        var retyped = await SyncAsync(machine, datasource, "failed");
        var id = retyped.GetProperty("id").GetGuid();
        using var accepted = await machine.PostAsJsonAsync($"/api/sync/jobs/{id}/decision", new { accept = true });
        await SmallShop.UntilAsync(machine, id, "completed");
        using var again = await machine.PostAsJsonAsync($"/api/sync/jobs/{id}/decision", new { accept = true });

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await ProblemAssert.IsProblemAsync(again, HttpStatusCode.Conflict);
        Assert.Equal(["colour"], added.GetProperty("newColumns").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("SYNC-5242", missing.GetProperty("errorCode").GetString());
        Assert.Equal(["price"], missing.GetProperty("schemaDrift").GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
        var problem = await ProblemAssert.IsProblemAsync(plan, HttpStatusCode.Conflict);
        Assert.Equal("price", problem.GetProperty("drift").GetProperty("missing")[0].GetString());
        Assert.Equal("REAL", retyped.GetProperty("schemaDrift").GetProperty("retyped")[0].GetProperty("was").GetString());
    }

    [Fact]
    public async Task A_key_column_that_vanishes_is_told_as_drift_not_as_a_mistake_in_the_settings()
    {
        using var shop = new SmallShop(30);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await ConnectAllColumnsAsync(shop, machine, "keyless");
        await SyncAsync(machine, datasource, "completed");

        Run(shop, "ALTER TABLE products RENAME COLUMN code TO article");
        var job = await SyncAsync(machine, datasource, "failed");

        Assert.Equal("SYNC-5242", job.GetProperty("errorCode").GetString());
        var drift = job.GetProperty("schemaDrift");
        Assert.Equal(("code", "article"), (drift.GetProperty("missing")[0].GetString(), drift.GetProperty("added")[0].GetString()));
    }

    [Fact]
    public async Task A_budget_is_kept_with_the_datasource_and_checked()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "capped");
        var input = JsonSerializer.SerializeToNode(shop.Input("capped"), TestApp.Json)!.AsObject();

        input["budget"] = 12.5m;
        using var kept = await machine.PutAsJsonAsync($"/api/datasources/{datasource}", input);
        input["budget"] = -1;
        using var refused = await machine.PutAsJsonAsync($"/api/datasources/{datasource}", input);

        Assert.Equal(12.5m, (await TestApp.JsonAsync(kept)).GetProperty("budget").GetDecimal());
        await ProblemAssert.IsProblemAsync(refused, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(12.5m, (await PlanAsync(machine, datasource)).GetProperty("budget").GetDecimal());
    }

    private static int Count(JsonElement plan, string name) => plan.GetProperty(name).GetInt32();

    private static async Task<JsonElement> PlanAsync(HttpClient machine, Guid datasource)
    {
        using var answer = await machine.PostAsync(new Uri($"/api/sync/plan/{datasource}", UriKind.Relative), null);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await TestApp.JsonAsync(answer);
    }

    private static async Task<JsonElement> SyncAsync(HttpClient machine, Guid datasource, string ends)
    {
        var job = await SmallShop.StartFullAsync(machine, datasource);
        return await SmallShop.UntilAsync(machine, job.GetProperty("id").GetGuid(), ends);
    }

    private static async Task<Guid> ConnectAllColumnsAsync(SmallShop shop, HttpClient machine, string name)
    {
        var input = JsonSerializer.SerializeToNode(shop.Input(name), TestApp.Json)!.AsObject();
        input["queryTemplate"] = "SELECT * FROM products";
        using var made = await machine.PostAsJsonAsync("/api/datasources", input);
        return (await TestApp.JsonAsync(made)).GetProperty("id").GetGuid();
    }

    private static void Run(SmallShop shop, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={shop.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
