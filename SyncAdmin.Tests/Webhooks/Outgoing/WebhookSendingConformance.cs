using System.Text.Json;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;
using SyncAdmin.Core.Webhooks.Signing;
using SyncAdmin.Tests.Notifications;
using Xunit;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

/// <summary>Messages on their way to a receiver that behaves, or does not; on either store, over real connections.</summary>
public abstract class WebhookSendingConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private NotificationHouse _house = null!;

    private protected WebhookSendingConformance(StorageProvider provider) => _provider = provider;

    private FakeReceiver Receiver => _house.Receiver;

    public async Task InitializeAsync()
    {
        _house = await NotificationHouse.StartAsync(_provider);
        _house.Database.Time.Frozen = NotificationHouse.Start;
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_receiver_gets_what_was_raised_and_can_tell_that_it_is_ours()
    {
        var endpoint = await _house.EndpointAsync();
        var raised = NotificationHouse.Failed();
        await _house.RaiseAsync(raised);
        await _house.UntilCallsAsync(1);

        var call = Receiver.Calls[0];
        Assert.True(call.IsSignedBy(endpoint.Secret!));
        Assert.False(call.IsSignedBy(WebhookSecret.Create().Reveal()));
        Assert.Equal(("/hooks", "application/json; charset=utf-8", "SyncAdmin"), (call.Path, call.Headers["Content-Type"], call.Headers["User-Agent"]));
        Assert.DoesNotContain('.', call.Id);
        Assert.False(call.Headers.ContainsKey("traceparent"));
        var body = JsonSerializer.Deserialize<JsonElement>(call.Body);
        Assert.Equal(("job.failed", NotificationHouse.Start), (body.GetProperty("type").GetString(), body.GetProperty("timestamp").GetDateTimeOffset()));
        var data = body.GetProperty("data");
        Assert.Equal(("datasource", "shop"), (data.GetProperty("subject").GetProperty("type").GetString(), data.GetProperty("subject").GetProperty("name").GetString()));
        Assert.Equal((raised.JobId, "SYNC-5102", raised.Detail), (data.GetProperty("jobId").GetGuid(), data.GetProperty("code").GetString(), data.GetProperty("detail").GetString()));
        Assert.Equal("The sync made no progress", data.GetProperty("title").GetString());

        var message = await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);
        Assert.Equal((call.Id, call.Text, 1), (message.MessageId, message.Body, message.Tries));
        var attempt = Assert.Single(await _house.AttemptsAsync(endpoint.Id));
        Assert.Equal((true, 204, 1, message.Id, call.Id), (attempt.Delivered, attempt.StatusCode, attempt.Try, attempt.MessageId, attempt.WebhookId));
        Assert.Equal(NotificationHouse.Start, (await _house.EndpointOfAsync(endpoint.Id)).DeliveredAt);
    }

    [Fact]
    public async Task A_message_that_is_not_taken_comes_again_by_the_schedule_with_the_same_id_and_body()
    {
        var endpoint = await _house.EndpointAsync();
        Receiver.Answer = FakeReceiver.Status(500, "out of\n order");
        await _house.RaiseAsync(NotificationHouse.Failed());
        var message = await _house.MessageAsync(message => message.Tries == 1);
        Assert.InRange(message.NextTryAt!.Value - NotificationHouse.Start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.5));
        Assert.Equal(NotificationHouse.Start, (await _house.EndpointOfAsync(endpoint.Id)).FailingSince);

        _house.Database.Time.Frozen = message.NextTryAt.Value.AddSeconds(1);
        message = await _house.MessageAsync(message => message.Tries == 2);
        Assert.InRange(message.NextTryAt!.Value - _house.Database.Time.Frozen.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5.5));

        Receiver.Answer = FakeReceiver.Status(200);
        _house.Database.Time.Frozen = message.NextTryAt.Value.AddSeconds(1);
        message = await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);

        Assert.Equal(3, message.Tries);
        Assert.Equal(3, Receiver.Calls.Count);
        Assert.Single(Receiver.Calls.Select(call => (call.Id, call.Text)).Distinct());
        Assert.All(Receiver.Calls, call => Assert.True(call.IsSignedBy(endpoint.Secret!)));
        var attempts = await _house.AttemptsAsync(endpoint.Id);
        Assert.Equal([200, 500, 500], attempts.Select(attempt => attempt.StatusCode!.Value));
        Assert.Equal(("SYNC-8701", "127.0.0.1 answered 500.", "out of order"), (attempts[1].Code, attempts[1].Error, attempts[1].Answer));
        Assert.Null((await _house.EndpointOfAsync(endpoint.Id)).FailingSince);
    }

    [Theory]
    [InlineData("status 404", "SYNC-8701", 404)]
    [InlineData("status 503", "SYNC-8701", 503)]
    [InlineData("redirect", "SYNC-8706", 307)]
    [InlineData("close", "SYNC-8704", null)]
    [InlineData("garbage", "SYNC-8704", null)]
    [InlineData("headers", "SYNC-8704", null)]
    public async Task A_receiver_that_misbehaves_has_not_taken_the_message(string how, string code, int? status)
    {
        await using var elsewhere = new FakeReceiver();
        Receiver.Answer = how switch
        {
            "status 404" => FakeReceiver.Status(404),
            "status 503" => FakeReceiver.Status(503),
            "redirect" => FakeReceiver.Status(307, "", $"Location: {elsewhere.Url}"),
            "close" => FakeReceiver.Raw(""),
            "garbage" => FakeReceiver.Raw("220 smtp.example ready\r\n"),
            _ => FakeReceiver.Status(200, "", [.. Enumerable.Range(0, 64).Select(number => $"X-Filler-{number}: {new string('x', 1_000)}")]),
        };
        var endpoint = await _house.EndpointAsync();
        await _house.RaiseAsync(NotificationHouse.Failed());

        var message = await _house.MessageAsync(message => message.Tries == 1);

        var attempt = Assert.Single(await _house.AttemptsAsync(endpoint.Id));
        Assert.Equal((false, code, status), (attempt.Delivered, attempt.Code, attempt.StatusCode));
        Assert.Equal(WebhookMessageStatus.Pending, message.Status);
        Assert.Empty(elsewhere.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    public async Task A_receiver_that_hangs_is_hung_up_on_and_has_not_taken_the_message(string said)
    {
        await using var impatient = await NotificationHouse.StartAsync(_provider, ("Webhooks:TimeoutSeconds", "1"));
        impatient.Receiver.Answer = async (call, stream, token) =>
        {
            await FakeReceiver.Raw(said)(call, stream, token);
            await Task.Delay(Timeout.Infinite, token);
        };
        var endpoint = await impatient.EndpointAsync();
        await impatient.RaiseAsync(NotificationHouse.Failed());

        var message = await impatient.MessageAsync(message => message.Tries > 0);

        var attempt = (await impatient.AttemptsAsync(endpoint.Id))[^1];
        Assert.Equal((false, "SYNC-8702", "127.0.0.1 did not answer within 1 s.", null), (attempt.Delivered, attempt.Code, attempt.Error, attempt.StatusCode));
        Assert.InRange(attempt.DurationMs, 900, 20_000);
        Assert.Equal(WebhookMessageStatus.Pending, message.Status);
    }

    [Fact]
    public async Task A_receiver_that_answers_without_end_has_taken_the_message_by_its_status()
    {
        Receiver.Answer = FakeReceiver.Huge();
        var endpoint = await _house.EndpointAsync();
        await _house.RaiseAsync(NotificationHouse.Failed());

        await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);

        Assert.Equal(300, Assert.Single(await _house.AttemptsAsync(endpoint.Id)).Answer!.Length);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_switched_off_and_people_are_told()
    {
        var other = await _house.EndpointAsync(input => input with { Kinds = ["endpoint.disabled"] });
        var endpoint = await _house.EndpointAsync(input => input with { Description = "ops chat", Kinds = ["job.failed", "endpoint.disabled"] });
        Receiver.Answer = (call, stream, token) => FakeReceiver.Status(call.Text.Contains("job.failed", StringComparison.Ordinal) ? 410 : 200)(call, stream, token);
        await _house.RaiseAsync(NotificationHouse.Failed());

        var message = await _house.MessageAsync(message => message.Type == "endpoint.disabled" && message.Status == WebhookMessageStatus.Delivered);

        Assert.Equal(other.Id, message.EndpointId);
        var off = await _house.EndpointOfAsync(endpoint.Id);
        Assert.Equal((false, "SYNC-8707", NotificationHouse.Start), (off.Enabled, off.DisabledCode, off.DisabledAt));
        Assert.Equal(WebhookMessageStatus.Cancelled, (await _house.MessageAsync(message => message.EndpointId == endpoint.Id)).Status);
        var told = Assert.Single(await _house.RaisedAsync(), raised => raised.Kind == NotificationKind.EndpointDisabled);
        Assert.Equal(("ops chat", "SYNC-8707", true), (told.SubjectName, told.Code, told.InBell));
        Assert.Equal(2, Receiver.Calls.Count);

        var on = (await _house.Endpoints.UpdateAsync(endpoint.Id, new NotificationEndpointInput { Url = Receiver.Url }, NotificationHouse.Admin, "c", default)).Required();
        Assert.Equal((true, null, null), (on.Enabled, on.DisabledCode, on.DisabledAt));
    }

    [Fact]
    public async Task A_receiver_that_fails_for_days_is_switched_off_and_one_good_answer_begins_the_days_anew()
    {
        var endpoint = await _house.EndpointAsync();
        Receiver.Answer = FakeReceiver.Status(500);
        await FailAsync(day: 0, tried: 1);
        Receiver.Answer = FakeReceiver.Status(200);
        _house.Database.Time.Frozen = NotificationHouse.Start.AddDays(4);
        await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);
        Receiver.Answer = FakeReceiver.Status(500);
        await FailAsync(day: 4, tried: 1);
        await FailAsync(day: 8.9, tried: 2);
        Assert.True((await _house.EndpointOfAsync(endpoint.Id)).Enabled);

        _house.Database.Time.Frozen = NotificationHouse.Start.AddDays(9);
        await _house.RaiseAsync(NotificationHouse.Failed());
        await _house.UntilAsync(async () => !(await _house.EndpointOfAsync(endpoint.Id)).Enabled);

        var told = (await _house.RaisedAsync()).Last();
        Assert.Equal((NotificationKind.EndpointDisabled, "SYNC-8709", "127.0.0.1"), (told.Kind, told.Code, told.SubjectName));
        Assert.Contains("since 2026-11-26 10:00 UTC", told.Detail, StringComparison.Ordinal);
        await _house.UntilAsync(async () => (await _house.MessagesAsync()).TrueForAll(message => message.Status is WebhookMessageStatus.Delivered or WebhookMessageStatus.Cancelled));
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_pause_gets_nothing_meanwhile()
    {
        var endpoint = await _house.EndpointAsync();
        Receiver.Answer = FakeReceiver.Status(429, "", "Retry-After: 120");
        await _house.RaiseAsync(NotificationHouse.Failed());
        var first = await _house.MessageAsync(message => message.Tries == 1);
        Assert.Equal(NotificationHouse.Start.AddSeconds(120), first.NextTryAt);
        Assert.Equal(NotificationHouse.Start.AddSeconds(120), (await _house.EndpointOfAsync(endpoint.Id)).HoldUntil);

        Receiver.Answer = FakeReceiver.Status(200);
        await _house.RaiseAsync(NotificationHouse.Failed("another"));
        await _house.UntilAsync(() => Task.FromResult(_house.Log.Lines.Any(line => line.Contains("asked for nothing before 2026-11-22 10:02:00", StringComparison.Ordinal))));
        Assert.Single(Receiver.Calls);

        _house.Database.Time.Frozen = NotificationHouse.Start.AddSeconds(121);
        await _house.UntilAsync(async () => (await _house.MessagesAsync()).TrueForAll(message => message.Status == WebhookMessageStatus.Delivered));
        Assert.Equal(3, Receiver.Calls.Count);
    }

    [Fact]
    public async Task An_endpoint_whose_secret_is_lost_is_sent_nothing_unsigned_and_the_attempt_says_why()
    {
        var endpoint = await _house.EndpointAsync();
        await _house.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE webhook_endpoints SET secret = 'of another key ring'", token), default);
        await _house.RaiseAsync(NotificationHouse.Failed());
        await _house.MessageAsync(message => message.Tries == 1);

        Assert.Equal("SYNC-8708", Assert.Single(await _house.AttemptsAsync(endpoint.Id)).Code);
        Assert.Empty(Receiver.Calls);
        Assert.Equal("SYNC-8708", (await _house.Endpoints.TestAsync(endpoint.Id, NotificationHouse.Admin, "c", default)).Problem?.Code);
    }

    [Fact]
    public async Task While_secrets_overlap_a_receiver_may_know_either()
    {
        var endpoint = await _house.EndpointAsync();
        var renewed = (await _house.Endpoints.RegenerateSecretAsync(endpoint.Id, NotificationHouse.Admin, "c", default)).Required();
        await _house.RaiseAsync(NotificationHouse.Failed());
        await _house.UntilCallsAsync(1);
        _house.Database.Time.Frozen = NotificationHouse.Start.AddHours(24);
        await _house.RaiseAsync(NotificationHouse.Failed());
        await _house.UntilCallsAsync(2);

        Assert.NotEqual(endpoint.Secret, renewed.Secret);
        Assert.Equal(NotificationHouse.Start.AddHours(24), renewed.PreviousSecretUntil);
        Assert.Equal((true, true), (Receiver.Calls[0].IsSignedBy(endpoint.Secret!), Receiver.Calls[0].IsSignedBy(renewed.Secret!)));
        Assert.Equal((false, true), (Receiver.Calls[1].IsSignedBy(endpoint.Secret!), Receiver.Calls[1].IsSignedBy(renewed.Secret!)));
    }

    private async Task FailAsync(double day, int tried)
    {
        _house.Database.Time.Frozen = NotificationHouse.Start.AddDays(day);
        await _house.RaiseAsync(NotificationHouse.Failed($"day {day}"));
        await _house.UntilAsync(async () => (await _house.MessagesAsync()).Count(message => message is { Status: WebhookMessageStatus.Pending, Tries: > 0 }) == tried);
    }
}
