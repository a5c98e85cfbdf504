using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Queue;
using Xunit;

namespace SyncAdmin.Tests.App.Queues;

public sealed class QueueEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private DurableQueue Queue => fixture.App.Services.GetRequiredService<DurableQueue>();

    [Fact]
    public async Task A_queue_is_listed_with_its_figures_and_its_messages_are_shown()
    {
        using var viewer = await fixture.App.MachineAsync(Role.Viewer);
        var ids = await SendAsync("shown", 3);
        await KillAsync("shown", 1);

        var queues = await viewer.GetFromJsonAsync<JsonElement>("/api/queues?pageSize=200");
        var metrics = await UntilAsync(viewer, "shown", metrics => metrics.GetProperty("failed").GetInt64() == 1);
        var list = await viewer.GetFromJsonAsync<JsonElement>("/api/queues/shown/messages?status=pending&entityType=OC&order=oldest&pageSize=1&text=number");
        var one = await viewer.GetFromJsonAsync<JsonElement>($"/api/queues/shown/messages/{ids[0]}");

        Assert.Contains(queues.GetProperty("items").EnumerateArray(), queue => queue.GetProperty("name").GetString() == "shown" && queue.GetProperty("metrics").GetProperty("name").GetString() == "shown");
        Assert.Equal((2, 1), (metrics.GetProperty("waiting").GetInt64(), metrics.GetProperty("failed").GetInt64()));
        Assert.True(metrics.GetProperty("oldestAgeSeconds").GetDouble() >= 0);
        Assert.Equal((2, ids[1]), (list.GetProperty("total").GetInt64(), list.GetProperty("items")[0].GetProperty("id").GetInt64()));
        Assert.Equal(("failed", "number 0", "it broke"), (one.GetProperty("status").GetString(), one.GetProperty("payload").GetString(), one.GetProperty("errorMessage").GetString()));
        Assert.Equal("failed", one.GetProperty("attempts")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task A_pause_says_who_and_since_when_and_ends_with_a_resume_and_both_are_audited_once()
    {
        using var machine = await fixture.App.MachineAsync(Role.Operator);
        await SendAsync("halted", 1);

        var paused = await PostAsync(machine, "/api/queues/halted/pause");
        var again = await PostAsync(machine, "/api/queues/halted/pause");
        Assert.Empty(await Queue.ReadAsync("halted", 10, TimeSpan.FromMinutes(1), default));
        var resumed = await PostAsync(machine, "/api/queues/halted/resume");
        await PostAsync(machine, "/api/queues/halted/resume");

        Assert.Equal(("key:test Operator", true), (paused.GetProperty("pausedBy").GetString(), paused.GetProperty("metrics").GetProperty("paused").GetBoolean()));
        Assert.Equal(paused.GetProperty("pausedAt").GetDateTimeOffset(), again.GetProperty("pausedAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, resumed.GetProperty("pausedAt").ValueKind);
        Assert.Equal(["queue.resume", "queue.pause"], (await AuditAsync("halted")).Select(entry => entry.GetProperty("action").GetString()));
        Assert.Single(await Queue.ReadAsync("halted", 10, TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task Dead_letters_are_replayed_by_id_by_filter_and_all_and_completed_ones_by_that_word()
    {
        using var machine = await fixture.App.MachineAsync(Role.Operator);
        var ids = await SendAsync("broken", 6);
        await KillAsync("broken", 6);

        var byId = await PostAsync(machine, "/api/queues/broken/replay", $$"""{"ids":[{{ids[0]}}]}""");
        var byFilter = await PostAsync(machine, "/api/queues/broken/replay", """{"text":"number 1","createdFrom":"2020-01-01T00:00:00Z"}""");
        var all = await PostAsync(machine, "/api/queues/broken/replay");
        var none = await PostAsync(machine, "/api/queues/broken/replay", "{}");
        foreach (var message in await Queue.ReadAsync("broken", 10, TimeSpan.FromMinutes(1), default))
        {
            await Queue.AcknowledgeAsync(message.Receipt, default);
        }

        var completed = await PostAsync(machine, "/api/queues/broken/replay", """{"status":"completed"}""");

        Assert.Equal([1, 1, 4, 0, 6], new[] { byId, byFilter, all, none, completed }.Select(answer => answer.GetProperty("replayed").GetInt64()));
        var entries = await AuditAsync("broken");
        Assert.Equal(4, entries.Length);
        Assert.All(entries, entry => Assert.Equal("queue.replay", entry.GetProperty("action").GetString()));
        Assert.Contains("\"messages\":6,\"done\":true", entries[0].GetProperty("after").GetString()!.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_message_is_deleted_or_had_now_but_not_while_somebody_works_on_it()
    {
        using var machine = await fixture.App.MachineAsync(Role.Operator);
        var held = (await SendAsync("single", 1))[0];
        Assert.Single(await Queue.ReadAsync("single", 1, TimeSpan.FromMinutes(1), default));
        var delayed = (await Queue.SendAsync(new NewMessage("single", "secret words") { Delay = TimeSpan.FromHours(1) }, default)).Id;

        using var busy = await machine.DeleteAsync(new Uri($"/api/queues/single/messages/{held}", UriKind.Relative));
        using var notWaiting = await machine.PostAsync(new Uri($"/api/queues/single/messages/{held}/retry", UriKind.Relative), null);
        var now = await PostAsync(machine, $"/api/queues/single/messages/{delayed}/retry");
        using var deleted = await machine.DeleteAsync(new Uri($"/api/queues/single/messages/{delayed}", UriKind.Relative));
        using var gone = await machine.DeleteAsync(new Uri($"/api/queues/single/messages/{delayed}", UriKind.Relative));

        Assert.Equal("SYNC-8505", (await ProblemAssert.IsProblemAsync(busy, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.Equal("SYNC-8506", (await ProblemAssert.IsProblemAsync(notWaiting, HttpStatusCode.Conflict)).GetProperty("code").GetString());
        Assert.True(now.GetProperty("visibleAt").GetDateTimeOffset() <= DateTimeOffset.UtcNow.AddSeconds(5));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("SYNC-8504", (await ProblemAssert.IsProblemAsync(gone, HttpStatusCode.NotFound)).GetProperty("code").GetString());
        var entries = await AuditAsync("single");
        Assert.Equal(["queue.delete", "queue.retry"], entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.Contains($"{delayed}", entries[0].GetProperty("before").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", entries[0].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_messages_are_deleted_by_a_filter_that_names_something()
    {
        using var machine = await fixture.App.MachineAsync(Role.Operator);
        await SendAsync("emptied", 5);
        await KillAsync("emptied", 2);

        var deleted = await PostAsync(machine, "/api/queues/emptied/delete", """{"status":"failed"}""");
        using var everything = await machine.PostAsync(new Uri("/api/queues/emptied/delete", UriKind.Relative), null);

        Assert.Equal(2, deleted.GetProperty("deleted").GetInt64());
        Assert.Equal("SYNC-8507", (await ProblemAssert.IsProblemAsync(everything, HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString());
        Assert.Equal("queue.delete", Assert.Single(await AuditAsync("emptied")).GetProperty("action").GetString());
    }

    [Theory]
    [InlineData("GET", "/api/queues/nothing/metrics")]
    [InlineData("GET", "/api/queues/nothing/messages")]
    [InlineData("GET", "/api/queues/nothing/messages/1")]
    [InlineData("DELETE", "/api/queues/nothing/messages/1")]
    [InlineData("POST", "/api/queues/nothing/messages/1/retry")]
    [InlineData("POST", "/api/queues/nothing/pause")]
    [InlineData("POST", "/api/queues/nothing/resume")]
    [InlineData("POST", "/api/queues/nothing/replay")]
    [InlineData("POST", "/api/queues/%20/pause")]
    [InlineData("POST", "/api/queues/a%0Ab/resume")]
    [InlineData("GET", "/api/queues/%C3%B1/metrics")]
    public async Task What_is_no_queue_is_not_found(string method, string address)
    {
        using var machine = await fixture.App.MachineAsync();

        using var answer = await machine.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.Equal("SYNC-8503", (await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.NotFound)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("GET", "/api/queues?page=0", null, HttpStatusCode.BadRequest, "page=0")]
    [InlineData("GET", "/api/queues?pageSize=201", null, HttpStatusCode.BadRequest, "pageSize=201")]
    [InlineData("GET", "/api/queues/wrong/messages?page=x", null, HttpStatusCode.BadRequest, "whole number")]
    [InlineData("GET", "/api/queues/wrong/messages?page=1000001", null, HttpStatusCode.BadRequest, "page=1000001")]
    [InlineData("GET", "/api/queues/wrong/messages?pageSize=0", null, HttpStatusCode.BadRequest, "pageSize=0")]
    [InlineData("GET", "/api/queues/wrong/messages?status=dead", null, HttpStatusCode.BadRequest, "pending, processing, completed, failed")]
    [InlineData("GET", "/api/queues/wrong/messages?status=1", null, HttpStatusCode.BadRequest, "status=1")]
    [InlineData("GET", "/api/queues/wrong/messages?order=random", null, HttpStatusCode.BadRequest, "newest, oldest")]
    [InlineData("GET", "/api/queues/wrong/messages?createdFrom=yesterday", null, HttpStatusCode.BadRequest, "2026-11-22T10:30:00Z")]
    [InlineData("GET", "/api/queues/wrong/messages?archived=maybe", null, HttpStatusCode.BadRequest, "true or false")]
    [InlineData("GET", "/api/queues/wrong/messages?text=%00", null, HttpStatusCode.UnprocessableEntity, "text has a character")]
    [InlineData("GET", "/api/queues/wrong/messages/abc", null, HttpStatusCode.BadRequest, "'abc' of 'id'")]
    [InlineData("DELETE", "/api/queues/wrong/messages/1.5", null, HttpStatusCode.BadRequest, "whole number")]
    [InlineData("POST", "/api/queues/wrong/messages/99999999999999999999/retry", null, HttpStatusCode.BadRequest, "whole number")]
    [InlineData("POST", "/api/queues/wrong/replay", """{"ids":["a"]}""", HttpStatusCode.BadRequest, "ids[0]")]
    [InlineData("POST", "/api/queues/wrong/replay", """{"ids":[]}""", HttpStatusCode.UnprocessableEntity, "ids has 0 entries")]
    [InlineData("POST", "/api/queues/wrong/replay", """{"status":"dead"}""", HttpStatusCode.BadRequest, "status=dead")]
    [InlineData("POST", "/api/queues/wrong/replay", """{"status":"pending"}""", HttpStatusCode.UnprocessableEntity, "only failed and completed")]
    [InlineData("POST", "/api/queues/wrong/replay", "[1]", HttpStatusCode.BadRequest, "not the JSON")]
    [InlineData("POST", "/api/queues/wrong/replay", "{", HttpStatusCode.BadRequest, "not the JSON")]
    [InlineData("POST", "/api/queues/wrong/replay", """{"entityTyp":"OC"}""", HttpStatusCode.BadRequest, "member $.entityTyp")]
    [InlineData("POST", "/api/queues/wrong/delete", """{"status":"failed","group":"g"}""", HttpStatusCode.BadRequest, "member $.group")]
    [InlineData("POST", "/api/queues/wrong/delete", """{"status":""}""", HttpStatusCode.UnprocessableEntity, "nothing was named")]
    [InlineData("POST", "/api/queues/wrong/delete", """{"status":"gone"}""", HttpStatusCode.BadRequest, "status=gone")]
    public async Task What_is_wrong_with_a_request_is_named(string method, string address, string? body, HttpStatusCode status, string named)
    {
        await SendAsync("wrong", 1);
        using var machine = await fixture.App.MachineAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };

        using var answer = await machine.SendAsync(request);

        Assert.Contains(named, (await ProblemAssert.IsProblemAsync(answer, status)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/api/queues/guarded/pause")]
    [InlineData("POST", "/api/queues/guarded/replay")]
    [InlineData("POST", "/api/queues/guarded/delete")]
    [InlineData("DELETE", "/api/queues/guarded/messages/1")]
    public async Task A_viewer_looks_and_does_nothing(string method, string address)
    {
        await SendAsync("guarded", 1);
        using var viewer = await fixture.App.MachineAsync(Role.Viewer);

        using var answer = await viewer.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.Forbidden);
        Assert.Empty(await AuditAsync("guarded"));
    }

    private async Task<long[]> SendAsync(string queue, int count) =>
        [.. (await Queue.SendAsync([.. Enumerable.Range(0, count).Select(index => new NewMessage(queue, $"number {index}") { EntityType = "OC" })], default)).Select(sent => sent.Id)];

    private async Task KillAsync(string queue, int count)
    {
        foreach (var message in await Queue.ReadAsync(queue, count, TimeSpan.FromMinutes(1), default))
        {
            await Queue.FailAsync(message.Receipt, new TryFailure("it broke") { Permanent = true }, default);
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient machine, string address, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await machine.PostAsync(new Uri(address, UriKind.Relative), content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await TestApp.JsonAsync(answer);
    }

    private static async Task<JsonElement> UntilAsync(HttpClient machine, string queue, Func<JsonElement, bool> condition)
    {
        JsonElement metrics = default;
        await Servers.Eventually.IsTrueAsync(
            async () => condition(metrics = await machine.GetFromJsonAsync<JsonElement>($"/api/queues/{queue}/metrics")),
            TimeSpan.FromSeconds(30),
            () => metrics.GetRawText());
        return metrics;
    }

    private async Task<JsonElement[]> AuditAsync(string queue)
    {
        using var machine = await fixture.App.MachineAsync();
        var log = await machine.GetFromJsonAsync<JsonElement>("/api/audit?pageSize=200");
        return [.. log.GetProperty("items").EnumerateArray().Where(entry => entry.GetProperty("subjectType").GetString() == "queue" && entry.GetProperty("subjectId").GetString() == queue)];
    }
}
