using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;
using SyncAdmin.Tests.Notifications;
using Xunit;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

/// <summary>Messages that go round again, by hand or because a process was killed; on either store.</summary>
public abstract class WebhookReplayConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private NotificationHouse _house = null!;

    private protected WebhookReplayConformance(StorageProvider provider) => _provider = provider;

    private FakeReceiver Receiver => _house.Receiver;

    public async Task InitializeAsync()
    {
        _house = await NotificationHouse.StartAsync(_provider);
        _house.Database.Time.Frozen = NotificationHouse.Start;
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task The_last_try_leaves_a_dead_letter_and_a_replay_gives_the_message_all_its_tries_again()
    {
        var endpoint = await _house.EndpointAsync(input => input with { Kinds = ["job.failed"] }); // Not of the dead letter itself.
        Receiver.Answer = FakeReceiver.Status(500);
        await _house.RaiseAsync(NotificationHouse.Failed());
        var message = await _house.MessageAsync(message => message.Tries == 1);
        await _house.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE outgoing_webhooks SET tries = 9", token), default);
        _house.Database.Time.Frozen = NotificationHouse.Start.AddMinutes(1);
        message = await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Failed);
        Assert.Equal((10, null), (message.Tries, message.NextTryAt));
        await _house.UntilAsync(async () => await DeadLettersAsync() == 1);

        Receiver.Answer = FakeReceiver.Status(200);
        Assert.True((await _house.Endpoints.ReplayAsync(endpoint.Id, message.Id, NotificationHouse.Admin, "c", default)).Required());
        message = await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);

        Assert.Equal(1, message.Tries);
        Assert.Single(Receiver.Calls.Select(call => (call.Id, call.Text)).Distinct());
        Assert.Equal(0, await DeadLettersAsync());
        Assert.Equal(["notification.create", "notification.replay"], (await _house.State.AllAsync<Core.Access.AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_message_that_waits_for_its_next_try_is_sent_at_once_and_a_delivered_one_again()
    {
        var endpoint = await _house.EndpointAsync();
        Receiver.Answer = FakeReceiver.Status(500);
        await _house.RaiseAsync(NotificationHouse.Failed());
        var message = await _house.MessageAsync(message => message.NextTryAt is not null);
        Receiver.Answer = FakeReceiver.Status(200);
        await _house.UntilAsync(async () => (await _house.Endpoints.ReplayAsync(endpoint.Id, message.Id, NotificationHouse.Admin, "c", default)).Succeeded);
        await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);

        await _house.UntilAsync(async () => (await _house.Endpoints.ReplayAsync(endpoint.Id, message.Id, NotificationHouse.Admin, "c", default)).Succeeded);
        await _house.UntilCallsAsync(3);

        Assert.Single(Receiver.Calls.Select(call => call.Id).Distinct());
    }

    [Fact]
    public async Task What_can_t_be_replayed_says_why()
    {
        var endpoint = await _house.EndpointAsync();
        await _house.RaiseAsync(NotificationHouse.Failed());
        var message = await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);

        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, await WhyNotAsync(Guid.NewGuid(), message.Id));
        Assert.Equal(ErrorCatalog.NotificationMessageNotFound, await WhyNotAsync(endpoint.Id, Guid.NewGuid()));
        Assert.Equal(ErrorCatalog.NotificationMessageNotFound, await WhyNotAsync((await _house.EndpointAsync()).Id, message.Id));
        await _house.Endpoints.UpdateAsync(endpoint.Id, new NotificationEndpointInput { Url = Receiver.Url, Enabled = false }, NotificationHouse.Admin, "c", default);
        Assert.Equal(ErrorCatalog.NotificationEndpointOff, await WhyNotAsync(endpoint.Id, message.Id));
    }

    [Fact]
    public async Task What_is_on_its_way_to_an_endpoint_that_is_deleted_or_switched_off_is_not_sent()
    {
        var (deleted, off) = (await _house.EndpointAsync(), await _house.EndpointAsync());
        Receiver.Answer = FakeReceiver.Status(500);
        await _house.RaiseAsync(NotificationHouse.Failed());
        await _house.UntilAsync(async () => (await _house.MessagesAsync()).Count(message => message.Tries == 1) == 2);
        await _house.Endpoints.DeleteAsync(deleted.Id, NotificationHouse.Admin, "c", default);
        await _house.Endpoints.UpdateAsync(off.Id, new NotificationEndpointInput { Url = Receiver.Url, Enabled = false }, NotificationHouse.Admin, "c", default);

        _house.Database.Time.Frozen = NotificationHouse.Start.AddMinutes(1);
        var message = await _house.MessageAsync(message => message.Status == WebhookMessageStatus.Cancelled);
        await _house.UntilAsync(async () => (await MetricsAsync()) is { Completed: 2, Delayed: 0, Failed: 0 });

        Assert.Equal(off.Id, message.EndpointId);
        Assert.Equal(2, Receiver.Calls.Count);
    }

    /// <summary>A process that was killed after the receiver's answer: its lease ends, and nobody has noted anything.</summary>
    [Fact]
    public async Task A_process_that_is_killed_between_answer_and_note_sends_the_same_message_again()
    {
        await using var killed = await NotificationHouse.OpenAsync(_provider);
        var endpoint = await killed.EndpointAsync();
        await killed.RaiseAsync(NotificationHouse.Failed());
        await killed.Get<NotificationFanOut>().RunAsync(default);
        var message = Assert.Single(await killed.MessagesAsync());
        var queue = killed.Get<DurableQueue>();
        killed.Database.Time.Frozen = NotificationHouse.Start.AddYears(1); // Later than it was sent.
        Assert.Single(await queue.ReadAsync(WebhookOutbox.Queue, 10, TimeSpan.FromSeconds(30), default));
        var secrets = killed.Get<WebhookSecrets>().Of(Assert.Single(await killed.State.AllAsync<WebhookEndpoint>()), NotificationHouse.Start);
        await killed.Get<WebhookSender>().SendAsync(new Uri(endpoint.Url), secrets, message.MessageId, message.Body, default);

        killed.Database.Time.Frozen = NotificationHouse.Start.AddYears(1).AddSeconds(31);
        await killed.RunAsync();
        message = await killed.MessageAsync(message => message.Status == WebhookMessageStatus.Delivered);

        Assert.Equal(2, killed.Receiver.Calls.Count);
        Assert.Single(killed.Receiver.Calls.Select(call => (call.Id, call.Text)).Distinct());
        Assert.Equal(1, message.Tries);
    }

    private async Task<ErrorDefinition?> WhyNotAsync(Guid endpoint, Guid message) =>
        (await _house.Endpoints.ReplayAsync(endpoint, message, NotificationHouse.Admin, "c", default)).Problem?.Error;

    private async Task<QueueMetrics> MetricsAsync() => (await _house.Get<QueueAdministration>().GetAsync(WebhookOutbox.Queue, default)).Required().Metrics;

    private async Task<long> DeadLettersAsync() => await _house.State.ScalarAsync<long>("SELECT count(*) FROM sync_queue WHERE status = 'failed'");
}
