using System.Text.Json;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;
using SyncAdmin.Tests.Webhooks.Outgoing;
using Xunit;

namespace SyncAdmin.Tests.Notifications;

/// <summary>What administrators do with endpoints; on either store.</summary>
public abstract class NotificationEndpointsConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private NotificationHouse _house = null!;

    private protected NotificationEndpointsConformance(StorageProvider provider) => _provider = provider;

    private NotificationEndpoints Endpoints => _house.Endpoints;

    public async Task InitializeAsync() => _house = await NotificationHouse.OpenAsync(_provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_secret_is_shown_once_stored_protected_and_masked_in_the_audit_log()
    {
        var made = await _house.EndpointAsync(input => input with { Description = " ops ", Kinds = ["queue.long", "queue.long"], Thresholds = new Dictionary<string, long> { ["queue.long"] = 10 } });
        var renewed = (await Endpoints.RegenerateSecretAsync(made.Id, NotificationHouse.Admin, "c", default)).Required();
        var changed = (await Endpoints.UpdateAsync(made.Id, new NotificationEndpointInput { Url = _house.Receiver.Url, Enabled = false }, NotificationHouse.Admin, "c", default)).Required();
        await Endpoints.DeleteAsync((await _house.EndpointAsync()).Id, NotificationHouse.Admin, "c", default);

        Assert.StartsWith("whsec_", made.Secret, StringComparison.Ordinal);
        Assert.Equal(("ops", "queue.long", 10L), (made.Description, Assert.Single(made.Kinds), made.Thresholds["queue.long"]));
        Assert.Equal((null, false, null), (changed.Secret, changed.Enabled, changed.Description));
        Assert.NotNull(changed.DisabledAt);
        Assert.Empty(changed.Kinds);
        Assert.Null(Assert.Single((await Endpoints.ListAsync(1, 10, default)).Items).Secret);
        var stored = Assert.Single(await _house.State.AllAsync<WebhookEndpoint>());
        var audit = (await _house.State.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).ToList();
        Assert.Equal(
            ["notification.create", "notification.regenerate-secret", "notification.update", "notification.create", "notification.delete"],
            audit.Select(entry => entry.Action));
        foreach (var secret in new[] { made.Secret!, renewed.Secret! })
        {
            var bare = secret["whsec_".Length..];
            Assert.DoesNotContain(bare, stored.Secret + stored.PreviousSecret, StringComparison.Ordinal);
            Assert.All(audit, entry => Assert.DoesNotContain(bare, entry.Before + entry.After, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(null, "url")]
    [InlineData("", "url")]
    [InlineData("hooks", "url")]
    [InlineData("/hooks", "url")]
    [InlineData("ftp://example.com/hooks", "url")]
    [InlineData("https://user:pass@example.com/", "url")]
    [InlineData("https://example.com/#part", "url")]
    [InlineData("http://10.0.0.1/", "url")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "url")]
    [InlineData("http://[::1]:5080/api", "url")]
    [InlineData("http://2130706434/", "url")]
    [InlineData("https://example.com/\0", "url")]
    public async Task An_address_that_can_t_be_called_is_refused(string? url, string named)
    {
        var refused = await Endpoints.CreateAsync(new NotificationEndpointInput { Url = url }, NotificationHouse.Admin, "c", default);

        Assert.Equal(ErrorCatalog.NotificationEndpointInvalid, refused.Problem?.Error);
        Assert.Contains(named, JsonSerializer.Serialize(refused.Problem!.Extensions["errors"]), StringComparison.Ordinal);
        Assert.Empty(await _house.State.AllAsync<WebhookEndpoint>());
    }

    [Fact]
    public async Task Kinds_and_thresholds_that_mean_nothing_are_refused_and_all_mistakes_are_named()
    {
        var refused = await Endpoints.CreateAsync(
            new NotificationEndpointInput
            {
                Url = "https://example.com/",
                Description = new string('x', 201),
                Kinds = ["job.failed", "job.done"],
                Thresholds = new Dictionary<string, long> { ["queue.long"] = 0, ["nothing"] = 1 },
            },
            NotificationHouse.Admin,
            "c",
            default);

        var errors = Assert.IsType<Dictionary<string, string[]>>(refused.Problem!.Extensions["errors"]);
        Assert.Equal(["description", "kinds", "thresholds"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("'job.done'", Assert.Single(errors["kinds"]), StringComparison.Ordinal);
        Assert.Equal(2, errors["thresholds"].Length);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_it_is_called()
    {
        var endpoint = await _house.EndpointAsync(input => input with { Url = "http://localhost:1/" });

        var test = (await Endpoints.TestAsync(endpoint.Id, NotificationHouse.Admin, "c", default)).Required();

        Assert.Equal((false, ErrorCatalog.OutboundAddressForbidden), (test.Delivered, test.Problem?.Error));
    }

    [Fact]
    public async Task A_test_is_signed_sent_at_once_and_says_what_came_back()
    {
        var endpoint = await _house.EndpointAsync(input => input with { Enabled = false });
        _house.Receiver.Answer = FakeReceiver.Status(200, """{"ok":true}""");
        var good = (await Endpoints.TestAsync(endpoint.Id, NotificationHouse.Admin, "c", default)).Required();
        _house.Receiver.Answer = FakeReceiver.Status(410, "go\u0007 away");
        var bad = (await Endpoints.TestAsync(endpoint.Id, NotificationHouse.Admin, "c", default)).Required();

        Assert.Equal((true, 200, """{"ok":true}""", null), (good.Delivered, good.StatusCode, good.Answer, good.Problem));
        Assert.Equal((false, 410, "go away", ErrorCatalog.WebhookGone), (bad.Delivered, bad.StatusCode, bad.Answer, bad.Problem?.Error));
        Assert.All(_house.Receiver.Calls, call => Assert.True(call.IsSignedBy(endpoint.Secret!)));
        Assert.Equal([good.WebhookId, bad.WebhookId], _house.Receiver.Calls.Select(call => call.Id));
        Assert.Contains("\"type\":\"test\"", _house.Receiver.Calls[0].Text, StringComparison.Ordinal);
        var attempts = await _house.AttemptsAsync(endpoint.Id);
        Assert.Equal([(bad.WebhookId, false, (Guid?)null), (good.WebhookId, true, null)], attempts.Select(attempt => (attempt.WebhookId, attempt.Delivered, attempt.MessageId)));
        Assert.Equal(2, (await _house.State.AllAsync<AuditEntry>()).Count(entry => entry.Action == "notification.test"));
        Assert.Null((await _house.EndpointOfAsync(endpoint.Id)).DisabledCode); // Tests tell whoever asks, and change nothing.
    }

    [Fact]
    public async Task Unknown_endpoints_and_more_than_there_may_be_are_refused()
    {
        var id = Guid.NewGuid();
        var input = new NotificationEndpointInput { Url = "https://example.com/" };
        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, (await Endpoints.GetAsync(id, default)).Problem?.Error);
        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, (await Endpoints.UpdateAsync(id, input, NotificationHouse.Admin, "c", default)).Problem?.Error);
        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, (await Endpoints.RegenerateSecretAsync(id, NotificationHouse.Admin, "c", default)).Problem?.Error);
        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, (await Endpoints.DeleteAsync(id, NotificationHouse.Admin, "c", default)).Problem?.Error);
        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, (await Endpoints.TestAsync(id, NotificationHouse.Admin, "c", default)).Problem?.Error);
        Assert.Equal(ErrorCatalog.NotificationEndpointNotFound, (await Endpoints.AttemptsAsync(id, 1, 10, default)).Problem?.Error);

        for (var number = 0; number < NotificationEndpoints.Most; number++)
        {
            (await Endpoints.CreateAsync(input, NotificationHouse.Admin, "c", default)).Required();
        }

        Assert.Equal(ErrorCatalog.NotificationEndpointsTooMany, (await Endpoints.CreateAsync(input, NotificationHouse.Admin, "c", default)).Problem?.Error);
    }
}
