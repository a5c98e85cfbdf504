using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Notifications;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Webhooks.Outgoing;
using Xunit;

namespace SyncAdmin.Tests.App.Notifications;

public sealed class NotificationRoutesTests : IAsyncLifetime
{
    private TestApp _app = null!;
    private FakeReceiver _receiver = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        (_app, _receiver) = (new TestApp(("Outbound:AllowedPrivateHosts", "127.0.0.1")), new FakeReceiver());
        _admin = await _app.MachineAsync();
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _app.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_endpoint_is_made_tested_hears_of_an_event_is_replayed_and_deleted()
    {
        var made = await SendAsync(HttpMethod.Post, "", new { url = _receiver.Url, kinds = new[] { "job.failed" }, thresholds = new Dictionary<string, int> { ["queue.long"] = 50 }, description = "ops" }, HttpStatusCode.Created);
        var id = made.GetProperty("id").GetGuid();
        var secret = made.GetProperty("secret").GetString()!;
        Assert.Equal((true, 50, "job.failed"), (made.GetProperty("enabled").GetBoolean(), made.GetProperty("thresholds").GetProperty("queue.long").GetInt32(), made.GetProperty("kinds")[0].GetString()));

        var test = await SendAsync(HttpMethod.Post, $"/{id}/test", null, HttpStatusCode.OK);
        Assert.Equal((true, 204), (test.GetProperty("delivered").GetBoolean(), test.GetProperty("statusCode").GetInt32()));
        Assert.Equal(JsonValueKind.Null, test.GetProperty("problem").ValueKind);

        await RaiseAsync(NotificationHouse.Failed(), NotificationHouse.Failed(kind: NotificationKind.ErrorBudgetReached));
        JsonElement attempts = default;
        await Eventually.IsTrueAsync(
            async () => (attempts = await SendAsync(HttpMethod.Get, $"/{id}/attempts", null, HttpStatusCode.OK)).GetProperty("total").GetInt64() == 2,
            TimeSpan.FromSeconds(30),
            () => attempts.GetRawText());
        var attempt = attempts.GetProperty("items")[0];
        Assert.Equal(("job.failed", 1, true, "delivered"), (attempt.GetProperty("type").GetString(), attempt.GetProperty("try").GetInt32(), attempt.GetProperty("delivered").GetBoolean(), attempt.GetProperty("messageStatus").GetString()));
        Assert.All(_receiver.Calls, call => Assert.True(call.IsSignedBy(secret)));

        await SendAsync(HttpMethod.Post, $"/{id}/messages/{attempt.GetProperty("messageId").GetGuid()}/replay", null, HttpStatusCode.Accepted);
        await Eventually.IsTrueAsync(() => Task.FromResult(_receiver.Calls.Count == 3), TimeSpan.FromSeconds(30), () => "It was not replayed.");
        Assert.Equal(_receiver.Calls[1].Id, _receiver.Calls[2].Id);

        var renewed = await SendAsync(HttpMethod.Post, $"/{id}/regenerate-secret", null, HttpStatusCode.OK);
        Assert.NotEqual(secret, renewed.GetProperty("secret").GetString());
        var changed = await SendAsync(HttpMethod.Put, $"/{id}", new { url = _receiver.Url, enabled = false }, HttpStatusCode.OK);
        Assert.Equal((false, JsonValueKind.Null), (changed.GetProperty("enabled").GetBoolean(), changed.GetProperty("secret").ValueKind));
        var list = await SendAsync(HttpMethod.Get, "", null, HttpStatusCode.OK);
        Assert.DoesNotContain("whsec_", list.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, list.GetProperty("total").GetInt64());
        await SendAsync(HttpMethod.Delete, $"/{id}", null, HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Get, $"/{id}", null, HttpStatusCode.NotFound);

        var audit = await _admin.GetStringAsync(new Uri("/api/audit?pageSize=50", UriKind.Relative));
        Assert.All(["create", "test", "replay", "regenerate-secret", "update", "delete"], action => Assert.Contains($"notification.{action}", audit, StringComparison.Ordinal));
        Assert.DoesNotContain("whsec_", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_of_a_receiver_that_is_not_there_says_so_and_what_to_do()
    {
        var made = await SendAsync(HttpMethod.Post, "", new { url = $"http://127.0.0.1:{FreePort.Next()}/" }, HttpStatusCode.Created);

        var test = await SendAsync(HttpMethod.Post, $"/{made.GetProperty("id").GetGuid()}/test", null, HttpStatusCode.OK);

        Assert.False(test.GetProperty("delivered").GetBoolean());
        Assert.Equal("SYNC-8703", test.GetProperty("problem").GetProperty("code").GetString());
        Assert.Contains("refused the connection", test.GetProperty("problem").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(test.GetProperty("problem").GetProperty("remedy").GetString()!);
    }

    [Fact]
    public async Task Each_caller_marks_what_they_have_read()
    {
        using var viewer = await _app.MachineAsync(Role.Viewer);
        await RaiseAsync(NotificationHouse.Failed("one"), NotificationHouse.Failed("two"));

        var all = await viewer.GetFromJsonAsync<JsonElement>("/api/notifications/events");
        var id = all.GetProperty("items")[0].GetProperty("id").GetGuid();
        using var one = await viewer.PostAsJsonAsync("/api/notifications/events/read", new { ids = new[] { id } });
        var unread = await viewer.GetFromJsonAsync<JsonElement>("/api/notifications/events?unread=true");
        using var rest = await viewer.PostAsync(new Uri("/api/notifications/events/read", UriKind.Relative), null);

        Assert.Equal((2L, "job.failed", false), (all.GetProperty("total").GetInt64(), all.GetProperty("items")[0].GetProperty("kind").GetString(), all.GetProperty("items")[0].GetProperty("read").GetBoolean()));
        Assert.Equal((1, 1), ((await TestApp.JsonAsync(one)).GetProperty("marked").GetInt32(), (await TestApp.JsonAsync(rest)).GetProperty("marked").GetInt32()));
        Assert.Equal(1, unread.GetProperty("total").GetInt64());
        Assert.Equal(2, (await SendAsync(HttpMethod.Get, "/events?unread=true", null, HttpStatusCode.OK)).GetProperty("total").GetInt64());
        Assert.Contains("queue.long", (await viewer.GetFromJsonAsync<string[]>("/api/notifications/kinds"))!);
    }

    private Task RaiseAsync(params NotificationEvent[] events) => _app.Services.GetRequiredService<StateDatabase>().WriteAsync(
        async (transaction, token) =>
        {
            foreach (var raised in events)
            {
                await _app.Services.GetRequiredService<NotificationOutbox>().AddAsync(transaction, raised, token);
            }
        },
        default);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, "/api/notifications" + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await _admin.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
