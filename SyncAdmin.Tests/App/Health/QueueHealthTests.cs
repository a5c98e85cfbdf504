using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.App.Health;

public sealed class QueueHealthTests
{
    [Fact]
    public async Task What_asks_for_attention_degrades_the_health_and_is_said_with_figures()
    {
        await using var app = new TestApp();
        using var machine = await app.MachineAsync();
        var queue = app.Services.GetRequiredService<DurableQueue>();
        Assert.Equal("healthy", (await HealthAsync(machine)).GetProperty("status").GetString());
        await queue.SendAsync(new NewMessage("hub", "a"), default);
        await queue.SendAsync(new NewMessage("photos", "b"), default);
        await queue.FailAsync((await queue.ReadAsync("hub", 1, TimeSpan.FromMinutes(1), default))[0].Receipt, new TryFailure("no") { Permanent = true }, default);
        using var paused = await machine.PostAsync(new Uri("/api/queues/photos/pause", UriKind.Relative), null);

        var health = await UntilAsync(machine, health => ReasonsOf(health, "hub") == "deadLetters" && ReasonsOf(health, "photos") == "paused");

        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal("SYNC-8508", health.GetProperty("problem").GetProperty("code").GetString());
        Assert.Equal("hub: 1 dead letters; photos: paused.", health.GetProperty("problem").GetProperty("detail").GetString());
        Assert.Equal("3 queues, 1 messages waiting, 1 dead letters", health.GetProperty("description").GetString());
        Assert.Equal(1, health.GetProperty("queues")[1].GetProperty("metrics").GetProperty("waiting").GetInt64());
        Assert.Equal("degraded", (await UntilAllAsync(machine, "degraded")).GetProperty("status").GetString());
        Assert.Equal("ready\n", await machine.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task A_message_that_waits_too_long_is_noticed()
    {
        await using var app = new TestApp(("Queue:LongWaitMinutes", "10"));
        using var machine = await app.MachineAsync();
        var state = app.Services.GetRequiredService<StateDatabase>();
        await app.Services.GetRequiredService<DurableQueue>().SendAsync(new NewMessage("hub", "a"), default);
        await state.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE sync_queue SET visible_at = visible_at - 11 * 60000", token), default);

        var health = await UntilAsync(machine, health => ReasonsOf(health, "hub") == "longWait");

        Assert.Equal("hub: the oldest message has waited for 11 min.", health.GetProperty("problem").GetProperty("detail").GetString());
    }

    private static string ReasonsOf(JsonElement health, string queue) => string.Join(
        ',',
        health.GetProperty("queues").EnumerateArray().Where(details => details.GetProperty("metrics").GetProperty("name").GetString() == queue)
            .SelectMany(details => details.GetProperty("reasons").EnumerateArray()).Select(reason => reason.GetString()));

    private static Task<JsonElement> HealthAsync(HttpClient machine) => machine.GetFromJsonAsync<JsonElement>("/api/health/queue");

    private static async Task<JsonElement> UntilAsync(HttpClient machine, Func<JsonElement, bool> condition)
    {
        JsonElement health = default;
        await Servers.Eventually.IsTrueAsync(async () => condition(health = await HealthAsync(machine)), TimeSpan.FromSeconds(30), () => health.GetRawText());
        return health;
    }

    private static async Task<JsonElement> UntilAllAsync(HttpClient machine, string status)
    {
        JsonElement health = default;
        await Servers.Eventually.IsTrueAsync(
            async () => (health = await machine.GetFromJsonAsync<JsonElement>("/api/health")).GetProperty("status").GetString() == status,
            TimeSpan.FromSeconds(30),
            () => health.GetRawText());
        return health;
    }
}
