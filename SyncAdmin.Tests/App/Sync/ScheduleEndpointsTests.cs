using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

public sealed class ScheduleEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_datasources_schedules_are_listed_until_it_is_paused()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var input = JsonSerializer.SerializeToNode(shop.Input("nightly"))!.AsObject();
        (input["syncSchedule"], input["fullSyncSchedule"], input["verifySchedule"]) = ("0 3 * * *", "0 0 4 ? * SUN", "@weekly");
        using var made = await machine.PostAsJsonAsync("/api/datasources", input);
        var id = (await TestApp.JsonAsync(made)).GetProperty("id").GetGuid();

        var listed = await OfAsync(machine, id);
        using var paused = await machine.PostAsync(new Uri($"/api/datasources/{id}/pause", UriKind.Relative), null);
        var whilePaused = await OfAsync(machine, id);

        Assert.Equal(
            [("fullSyncSchedule", "0 0 4 ? * SUN", "full", "UTC"), ("verifySchedule", "@weekly", "verify", "UTC"), ("syncSchedule", "0 3 * * *", "full", "UTC")],
            listed.Select(item => (Text(item, "schedule"), Text(item, "cron"), Text(item, "type"), Text(item, "timeZone"))));
        Assert.All(listed, item => Assert.Equal((5, "active"), (item.GetProperty("nextRuns").GetArrayLength(), Text(item, "status"))));
        Assert.EndsWith("T03:00:00+00:00", listed[2].GetProperty("nextRuns")[0].GetString(), StringComparison.Ordinal);
        Assert.All(whilePaused, item => Assert.Equal((0, "paused"), (item.GetProperty("nextRuns").GetArrayLength(), Text(item, "status"))));
    }

    [Fact]
    public async Task Reconciling_answers_what_was_found_and_done()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var job = (await SmallShop.StartFullAsync(machine, await shop.ConnectAsync(machine, "reconciled"))).GetProperty("id").GetGuid();
        await SmallShop.UntilAsync(machine, job, "completed");

        using var answer = await machine.PostAsync(new Uri($"/api/sync/jobs/{job}/reconcile", UriKind.Relative), null);
        var found = await TestApp.JsonAsync(answer);

        Assert.Equal(("ended", "nothing"), (Text(found, "found"), Text(found, "did")));
        Assert.Equal(job, found.GetProperty("job").GetProperty("id").GetGuid());
        Assert.Contains("as shown", Text(found, "message"), StringComparison.Ordinal);
    }

    private static async Task<JsonElement[]> OfAsync(HttpClient machine, Guid datasource) =>
        [.. (await machine.GetFromJsonAsync<JsonElement>("/api/sync/schedules?pageSize=200")).GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("datasourceId").GetGuid() == datasource)];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
