using System.Text;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Webhooks.Replay;
using SyncAdmin.Core.Webhooks.Signing;
using Xunit;

namespace SyncAdmin.Tests.Sync.Deliveries;

/// <summary>What webhooks in promise, on every state database.</summary>
public abstract class DeliveryServiceConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private DeliveryHouse _house = null!;

    private protected DeliveryServiceConformance(StorageProvider provider) => _provider = provider;

    public async Task InitializeAsync() => _house = await DeliveryHouse.CreateAsync(_provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task An_accepted_message_is_a_delivery_of_a_pending_job()
    {
        var receipt = (await _house.SendAsync(DeliveryHouse.BodyOf("a", "b", "a"))).Required();

        var delivery = Assert.Single(await _house.DeliveriesAsync());
        Assert.Equal((receipt.DeliveryId, receipt.JobId, _house.Shop.Id), (delivery.Id, delivery.SyncJobId, delivery.DatasourceId));
        Assert.Equal((DeliveryKind.Webhook, DeliveryNaming.Code, DeliveryAction.Sync, DeliveryStatus.Pending), (delivery.Kind, delivery.NamesBy, delivery.Action, delivery.Status));
        Assert.Equal(["a", "b"], delivery.ReadNames());
        Assert.Equal(("msg_1", "correlation-msg_1", "webhook:shop", _house.Now), (delivery.WebhookId, delivery.CorrelationId, delivery.StartedBy, delivery.ReceivedAt));
        var job = Assert.Single(await _house.JobsAsync());
        Assert.Equal((receipt.JobId, SyncJobType.Webhook, SyncJobStatus.Pending), (job.Id, job.Type, job.Status));
        await _house.Signal.WaitAsync(TimeSpan.FromDays(1), TimeProvider.System, CancellationToken.None);
    }

    [Fact]
    public async Task Messages_join_one_job_until_it_is_claimed()
    {
        var first = (await _house.SendAsync(DeliveryHouse.BodyOf("a"), "1")).Required();
        var second = (await _house.SendAsync(DeliveryHouse.BodyOf("b"), "2")).Required();
        await _house.SetJobAsync(first.JobId, SyncJobStatus.Running);
        var third = (await _house.SendAsync(DeliveryHouse.BodyOf("c"), "3")).Required();

        Assert.Equal(first.JobId, second.JobId);
        Assert.NotEqual(first.JobId, third.JobId);
    }

    [Fact]
    public async Task A_repetition_gets_the_first_answer_for_24_hours_whatever_became_of_the_delivery()
    {
        var start = _house.Now;
        var first = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();
        await _house.SetJobAsync(first.JobId, SyncJobStatus.Completed);
        await _house.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("DELETE FROM sync_deliveries", token), CancellationToken.None);

        Assert.Equal(first, (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required());
        _house.Now = start.AddHours(23.99);
        Assert.Equal(first, (await _house.SendAsync(DeliveryHouse.BodyOf("a"), service: _house.Replica())).Required());
        Assert.Empty(await _house.DeliveriesAsync());

        _house.Now = start.AddHours(24);
        var later = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();
        Assert.NotEqual(first, later);
        Assert.Equal(later, (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required());
    }

    [Fact]
    public async Task The_same_id_with_another_body_is_a_conflict()
    {
        var first = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();

        Assert.Equal(ErrorCatalog.WebhookIdReused, (await _house.SendAsync(DeliveryHouse.BodyOf("b"))).Problem?.Error);
        Assert.Equal(ErrorCatalog.WebhookIdReused, (await _house.SendAsync(DeliveryHouse.BodyOf("a") + " ")).Problem?.Error);
        Assert.Equal(first, (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required());
    }

    [Fact]
    public async Task Only_an_accepted_id_is_remembered()
    {
        await _house.SendAsync("""{"collection":"other","codes":["a"]}""");
        await _house.SendAsync("{}");
        await _house.SendAsync(DeliveryHouse.BodyOf("a"), by: WebhookSecret.Create());

        Assert.True((await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Succeeded);
    }

    [Fact]
    public async Task Each_datasource_remembers_ids_of_its_own()
    {
        var (other, secret) = await _house.AddAsync("other");
        var here = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();
        var there = (await _house.SendAsync(DeliveryHouse.BodyOf("b"), by: secret, to: other.Id)).Required();

        Assert.NotEqual(here, there);
        Assert.Equal(2, (await _house.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task Of_one_message_that_comes_many_times_at_once_one_is_stored_and_all_are_answered_alike()
    {
        var replica = _provider == StorageProvider.Postgres ? _house.Replica() : _house.Service;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            _house.SendAsync(DeliveryHouse.BodyOf("a"), service: number % 2 == 0 ? replica : _house.Service)));

        Assert.Single(answers.Select(answer => answer.Required()).Distinct());
        Assert.Single(await _house.DeliveriesAsync());
        Assert.Single(await _house.State.AllAsync<ReceivedMessage>());
    }

    [Fact]
    public async Task Nobody_is_told_why_a_message_is_not_authentic_and_the_log_is()
    {
        var body = DeliveryHouse.BodyOf("a");
        using var empty = new MemoryStream();
        var answers = new[]
        {
            (await _house.SendAsync(body, to: Guid.NewGuid())).Problem,
            (await _house.SendAsync(body, by: WebhookSecret.Create())).Problem,
            (await _house.SendAsync(body, at: _house.Now.AddSeconds(-301))).Problem,
            (await _house.SendAsync(body, at: _house.Now.AddSeconds(301))).Problem,
            (await _house.Service.AcceptAsync(null, _house.HeadersOf([], "x"), empty, "c", CancellationToken.None)).Problem,
            (await _house.Service.AcceptAsync(_house.Shop.Id, null, empty, "c", CancellationToken.None)).Problem,
        };

        Assert.Single(answers.Select(answer => $"{answer}").Distinct());
        Assert.Equal(ErrorCatalog.WebhookNotAuthentic, answers[0]?.Error);
        Assert.Contains("there is no such datasource (0 others", Assert.Single(_house.Log.Lines), StringComparison.Ordinal);
        _house.Now = _house.Now.AddSeconds(10);
        await _house.SendAsync(body, by: WebhookSecret.Create());
        Assert.Contains("no signature is right (5 others", _house.Log.Lines.Last(), StringComparison.Ordinal);
        Assert.Empty(await _house.DeliveriesAsync());
    }

    [Fact]
    public async Task Checks_come_in_their_order_and_each_hides_the_next()
    {
        var (large, largeAndWrong) = (Large("\"a\""), Large("7"));
        var foreign = """{"collection":"other","codes":[]}""";

        Assert.Equal("SYNC-5401", (await _house.SendAsync(large, by: WebhookSecret.Create())).Problem?.Code);
        await _house.ChangeAsync(source => source.WebhookEnabled = false);
        Assert.Equal("SYNC-5401", (await _house.SendAsync(foreign, by: WebhookSecret.Create())).Problem?.Code);
        Assert.Equal("SYNC-5403", (await _house.SendAsync(foreign)).Problem?.Code);
        Assert.Equal("SYNC-5403", (await _house.SendAsync(large)).Problem?.Code);
        await _house.ChangeAsync(source => source.WebhookEnabled = true);
        Assert.Equal("SYNC-5423", (await _house.SendAsync(foreign)).Problem?.Code);
        Assert.Equal("SYNC-5422", (await _house.SendAsync(largeAndWrong)).Problem?.Code);
        Assert.Equal("SYNC-5413", (await _house.SendAsync(large)).Problem?.Code);
        Assert.Equal("SYNC-5413", (await _house.SendAsync(new string(' ', DeliveryService.MostBytesRead + 1), by: WebhookSecret.Create())).Problem?.Code);

        await _house.SendAsync(DeliveryHouse.BodyOf("a"));
        Assert.Equal("SYNC-5422", (await _house.SendAsync("{}")).Problem?.Code);
        Assert.Equal("SYNC-5409", (await _house.SendAsync(DeliveryHouse.BodyOf("b"))).Problem?.Code);

        // Beyond 1 MiB, and signed: what comes after the codes is never held.
        static string Large(string code) => $$"""{"collection":"products","codes":[{{code}}],"padding":"{{new string('x', 2 << 20)}}"}""";
    }

    [Fact]
    public async Task A_body_of_exactly_one_mebibyte_is_taken()
    {
        var body = DeliveryHouse.BodyOf("a");
        Assert.True((await _house.SendAsync(body.PadRight(1 << 20))).Succeeded);
        Assert.Equal("SYNC-5413", (await _house.SendAsync(body.PadRight((1 << 20) + 1), "2")).Problem?.Code);
    }

    [Fact]
    public async Task A_new_secret_counts_at_once_everywhere_and_the_old_one_for_24_hours_more()
    {
        var (start, old, replica) = (_house.Now, _house.Secret, _house.Replica());
        var (text, stored) = _house.Secrets.NewWebhookSecret();
        Assert.True((await _house.SendAsync(DeliveryHouse.BodyOf("a"), "1", service: replica)).Succeeded);
        await _house.ChangeAsync(source =>
            (source.PreviousWebhookSecret, source.PreviousWebhookSecretUntil, source.WebhookSecret) = (source.WebhookSecret, start.AddHours(24), stored));
        Assert.True(WebhookSecret.TryParse(text, out var fresh));

        Assert.True((await _house.SendAsync(DeliveryHouse.BodyOf("a"), "2", by: fresh, service: replica)).Succeeded);
        _house.Now = start.AddHours(23.99);
        Assert.True((await _house.SendAsync(DeliveryHouse.BodyOf("a"), "3", by: old, service: replica)).Succeeded);
        _house.Now = start.AddHours(24);
        Assert.Equal("SYNC-5401", (await _house.SendAsync(DeliveryHouse.BodyOf("a"), "4", by: old, service: replica)).Problem?.Code);
        Assert.True((await _house.SendAsync(DeliveryHouse.BodyOf("a"), "5", by: fresh)).Succeeded);
    }

    [Fact]
    public async Task A_secret_that_can_not_be_decrypted_verifies_nothing()
    {
        await _house.ChangeAsync(source => source.WebhookSecret = "not ours");

        Assert.Equal("SYNC-5401", (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Problem?.Code);
        Assert.Contains("can't be decrypted", Assert.Single(_house.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_of_a_paused_datasource_is_accepted_and_says_that_it_waits()
    {
        await _house.ChangeAsync(source => source.Status = DatasourceStatus.Paused);
        var receipt = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();

        Assert.Equal((DeliveryStatus.Pending, "paused"), await StateOfAsync(receipt));
        await _house.ChangeAsync(source => source.Status = DatasourceStatus.Active);
        Assert.Equal((DeliveryStatus.Pending, null), await StateOfAsync(receipt));
        await _house.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET wait_reason = 'quota'", token), CancellationToken.None);
        Assert.Equal((DeliveryStatus.Pending, "quota"), await StateOfAsync(receipt));
    }

    [Fact]
    public async Task A_delivery_that_is_done_says_what_became_of_each_name()
    {
        var receipt = (await _house.SendAsync(DeliveryHouse.BodyOf("a", "b"))).Required();
        await _house.State.Database.WriteAsync(
            async (transaction, token) =>
            {
                var delivery = (await transaction.Db.FindAsync<SyncDelivery>([receipt.DeliveryId], token))!;
                (delivery.Status, delivery.AppliedAt) = (DeliveryStatus.Applied, _house.Now);
                delivery.Outcomes = SyncDelivery.WriteOutcomes([new DeliveryOutcome("a", RecordOutcome.Upserted), new DeliveryOutcome("b", RecordOutcome.Deleted)]);
            },
            CancellationToken.None);

        var view = (await _house.Service.GetAsync(_house.Shop.Id, receipt.DeliveryId, CancellationToken.None)).Required();

        Assert.Equal((DeliveryStatus.Applied, receipt.JobId, "msg_1", _house.Now), (view.Status, view.JobId, view.WebhookId, view.AppliedAt));
        Assert.Equal(["a", "b"], view.Names);
        Assert.Equal([RecordOutcome.Upserted, RecordOutcome.Deleted], view.Outcomes.Select(outcome => outcome.Outcome));
    }

    [Fact]
    public async Task A_delivery_is_found_under_its_own_datasource_only()
    {
        var (other, _) = await _house.AddAsync("other");
        var receipt = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();

        Assert.Equal(ErrorCatalog.DeliveryNotFound, (await _house.Service.GetAsync(other.Id, receipt.DeliveryId, CancellationToken.None)).Problem?.Error);
        Assert.Equal(ErrorCatalog.DeliveryNotFound, (await _house.Service.GetAsync(_house.Shop.Id, Guid.NewGuid(), CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public async Task A_question_is_signed_over_the_id_of_its_delivery()
    {
        var receipt = (await _house.SendAsync(DeliveryHouse.BodyOf("a"))).Required();
        var (id, signed) = (receipt.DeliveryId, _house.HeadersOf([], receipt.DeliveryId.ToString()));

        Assert.True(await MayAskAsync(id, signed));
        Assert.False(await MayAskAsync(Guid.NewGuid(), signed));
        Assert.False(await MayAskAsync(id, null));
        Assert.False(await MayAskAsync(id, _house.HeadersOf([], "msg_1")));
        Assert.False(await MayAskAsync(id, _house.HeadersOf(Encoding.UTF8.GetBytes("{}"), id.ToString())));
        Assert.False(await MayAskAsync(id, _house.HeadersOf([], id.ToString(), at: _house.Now.AddMinutes(-6))));
        Assert.False(await MayAskAsync(id, _house.HeadersOf([], id.ToString(), by: WebhookSecret.Create())));

        Task<bool> MayAskAsync(Guid delivery, WebhookHeaders? headers) => _house.Service.MayAskAsync(_house.Shop.Id, delivery, headers, CancellationToken.None);
    }

    [Fact]
    public async Task A_datasource_that_is_deleted_takes_its_deliveries_along_and_is_unknown_from_then_on()
    {
        await _house.SendAsync(DeliveryHouse.BodyOf("a"));
        await _house.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("DELETE FROM datasources", token), CancellationToken.None);

        Assert.Empty(await _house.DeliveriesAsync());
        Assert.Equal("SYNC-5401", (await _house.SendAsync(DeliveryHouse.BodyOf("b"), "2")).Problem?.Code);
    }

    [Fact]
    public async Task Ids_are_forgotten_after_a_day()
    {
        var start = _house.Now;
        await _house.SendAsync(DeliveryHouse.BodyOf("a"));
        _house.Now = start.AddHours(23.9);
        await _house.Upkeep.RunAsync(CancellationToken.None);
        Assert.Single(await _house.State.AllAsync<ReceivedMessage>());

        _house.Now = start.AddHours(24.1);
        await _house.Upkeep.RunAsync(CancellationToken.None);
        Assert.Empty(await _house.State.AllAsync<ReceivedMessage>());
    }

    private async Task<(DeliveryStatus Status, string? WaitReason)> StateOfAsync(DeliveryReceipt receipt)
    {
        var view = (await _house.Service.GetAsync(_house.Shop.Id, receipt.DeliveryId, CancellationToken.None)).Required();
        return (view.Status, view.WaitReason);
    }
}
