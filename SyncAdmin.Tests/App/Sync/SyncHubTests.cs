using SyncAdmin.Core.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

public sealed class SyncHubTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_watcher_sees_the_job_at_once_and_then_to_its_end()
    {
        using var shop = new SmallShop(5_000);
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "watched");
        var id = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();
        await using var hub = await HubClient.ConnectAsync(fixture.App, await fixture.App.KeyAsync(Role.Viewer));

        await hub.InvokeAsync("watch", id);
        var first = await hub.ProgressAsync(job => job.GetProperty("id").GetGuid() == id);
        var last = await hub.ProgressAsync(job => job.GetProperty("status").GetString() == "completed");

        Assert.Equal("full", first.GetProperty("type").GetString());
        Assert.Equal("watched", first.GetProperty("datasourceName").GetString());
        Assert.Equal(5_000, last.GetProperty("processedRecords").GetInt64());
    }

    [Fact]
    public async Task A_watcher_of_an_ended_job_sees_it_at_once()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "over");
        var id = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();
        await SmallShop.UntilAsync(machine, id, "completed");
        await using var hub = await HubClient.ConnectAsync(fixture.App, TestApp.BootstrapKey);

        await hub.InvokeAsync("watch", id);

        var job = await hub.ProgressAsync(_ => true);
        Assert.Equal("completed", job.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_watcher_of_all_sees_a_job_that_starts_later()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "later");
        await using var hub = await HubClient.ConnectAsync(fixture.App, TestApp.BootstrapKey);
        await hub.InvokeAsync("watchAll");

        var id = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();

        var job = await hub.ProgressAsync(job => job.GetProperty("id").GetGuid() == id && job.GetProperty("status").GetString() == "completed");
        Assert.Equal(50, job.GetProperty("successfulRecords").GetInt64());
    }

    [Theory]
    [InlineData("not-a-uuid", "UUID")]
    [InlineData("0192f000-0000-7000-8000-000000000001", "SYNC-")]
    public async Task A_job_that_is_not_there_is_refused_by_name(string id, string expected)
    {
        await using var hub = await HubClient.ConnectAsync(fixture.App, TestApp.BootstrapKey);

        var completion = await hub.InvokeAsync("watch", id);

        Assert.Contains(expected, completion.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk_unknown_0123456789abcdefghijk")]
    public async Task The_hub_is_closed_without_a_good_key(string? key) =>
        await Assert.ThrowsAnyAsync<Exception>(() => HubClient.ConnectAsync(fixture.App, key));
}
