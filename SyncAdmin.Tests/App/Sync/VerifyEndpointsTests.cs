using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

public sealed class VerifyEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_verification_is_started_and_its_report_is_read()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "verified");
        var full = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();
        await SmallShop.UntilAsync(machine, full, "completed");

        using var started = await machine.PostAsync(new Uri($"/api/sync/verify/{datasource}", UriKind.Relative), null);
        var job = (await TestApp.JsonAsync(started)).GetProperty("id").GetGuid();
        await SmallShop.UntilAsync(machine, job, "completed");
        var report = await machine.GetFromJsonAsync<JsonElement>($"/api/sync/jobs/{job}/verification");
        using var none = await machine.GetAsync(new Uri($"/api/sync/jobs/{full}/verification", UriKind.Relative));

        Assert.Equal((50, 0, true), (report.GetProperty("compared").GetInt32(), report.GetProperty("differing").GetInt32(), report.GetProperty("complete").GetBoolean()));
        Assert.Equal(0, report.GetProperty("missingInStore").GetProperty("examples").GetArrayLength());
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal("SYNC-5260", (await ProblemAssert.IsProblemAsync(none, HttpStatusCode.NotFound)).GetProperty("code").GetString());
    }
}
