using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Webhooks.Signing;
using Xunit;

namespace SyncAdmin.Tests.App.Webhooks;

/// <summary>Webhooks over HTTP: what a sender sees. What is stored is tested in Sync/Deliveries, on both state databases.</summary>
public sealed class WebhookEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static int _shops;

    [Fact]
    public async Task A_signed_message_is_answered_202_and_both_key_and_signature_may_ask_what_became_of_it()
    {
        using var shop = await SignedShop.ConnectAsync(fixture.App, $"webhook{Interlocked.Increment(ref _shops)}");
        using var answer = await shop.SendAsync(shop.BodyOf("P-00001", "P-00002"));

        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var receipt = await TestApp.JsonAsync(answer);
        Assert.Equal(["deliveryId", "jobId"], receipt.EnumerateObject().Select(member => member.Name));
        var delivery = receipt.GetProperty("deliveryId").GetGuid();
        var address = $"/api/webhooks/{shop.Id}/deliveries/{delivery}";
        Assert.Equal(address, answer.Headers.Location?.ToString());

        using var machine = await fixture.App.MachineAsync(Core.Access.Role.Viewer);
        var seen = await machine.GetFromJsonAsync<JsonElement>(address);
        Assert.Equal(["P-00001", "P-00002"], seen.GetProperty("names").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(("webhook", "code", "sync"), (seen.GetProperty("kind").GetString(), seen.GetProperty("namesBy").GetString(), seen.GetProperty("action").GetString()));
        using var signed = await shop.AskAsync(delivery, shop.Secret);
        Assert.Equal(HttpStatusCode.OK, signed.StatusCode);
        using var unsigned = await shop.Anybody.GetAsync(new Uri(address, UriKind.Relative));
        await ProblemAssert.IsProblemAsync(unsigned, HttpStatusCode.Unauthorized);
        using var foreign = await shop.AskAsync(delivery, WebhookSecret.Create());
        await ProblemAssert.IsProblemAsync(foreign, HttpStatusCode.Unauthorized);
        using var unknown = await machine.GetAsync(new Uri($"/api/webhooks/{shop.Id}/deliveries/nonsense", UriKind.Relative));
        await ProblemAssert.IsProblemAsync(unknown, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_answers_to_an_unknown_datasource_a_bad_signature_and_a_stale_timestamp_differ_in_nothing()
    {
        using var shop = await SignedShop.ConnectAsync(fixture.App, $"webhook{Interlocked.Increment(ref _shops)}");
        var body = shop.BodyOf("a");
        HttpResponseMessage[] answers =
        [
            await shop.SendAsync(body, by: WebhookSecret.Create()),
            await shop.SendAsync(body, at: DateTimeOffset.UtcNow.AddMinutes(-6)),
            await shop.SendAsync(body, to: Guid.NewGuid().ToString()),
            await shop.SendAsync(body, to: "not-a-uuid"),
            await shop.Anybody.PostAsync(new Uri($"/api/webhooks/{shop.Id}/sync", UriKind.Relative), new StringContent(body)),
        ];

        var problems = new List<string>();
        foreach (var answer in answers)
        {
            var problem = await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.Unauthorized);
            problems.Add(string.Join('|', problem.EnumerateObject().Where(member => member.Name is not ("instance" or "correlationId")).Select(member => member.Value.ToString())));
            answer.Dispose();
        }

        Assert.Single(problems.Distinct());
    }

    [Fact]
    public async Task An_API_key_is_not_looked_at()
    {
        using var shop = await SignedShop.ConnectAsync(fixture.App, $"webhook{Interlocked.Increment(ref _shops)}");
        using var withBadKey = await shop.SendAsync(shop.BodyOf("a"), key: "sk_nobody_has_this_key_0123456789abcdef");
        Assert.Equal(HttpStatusCode.Accepted, withBadKey.StatusCode);
        using var withGoodKey = await shop.SendAsync(shop.BodyOf("a"), by: WebhookSecret.Create(), key: TestApp.BootstrapKey);
        await ProblemAssert.IsProblemAsync(withGoodKey, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Refusals_have_their_status()
    {
        using var shop = await SignedShop.ConnectAsync(fixture.App, $"webhook{Interlocked.Increment(ref _shops)}");
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, """{"collection":"other","codes":["a"]}""");
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, "not json");
        await ExpectAsync(HttpStatusCode.UnprocessableEntity, shop.BodyOf([.. Enumerable.Range(0, 501).Select(number => $"{number}")]));
        await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, shop.BodyOf("a").PadRight(2 << 20));
        await ExpectAsync(HttpStatusCode.Accepted, shop.BodyOf("a"));
        await ExpectAsync(HttpStatusCode.Accepted, shop.BodyOf("a"));
        await ExpectAsync(HttpStatusCode.Conflict, shop.BodyOf("b"));
        await ExpectAsync(HttpStatusCode.Accepted, shop.BodyOf("a"), "application/json; charset=klingon");
        await shop.DisableAsync();
        await ExpectAsync(HttpStatusCode.Forbidden, shop.BodyOf("a"));

        async Task ExpectAsync(HttpStatusCode status, string body, string type = "application/json")
        {
            using var answer = await shop.SendAsync(body, id: "msg_1", type: type);
            if (status == HttpStatusCode.Accepted)
            {
                Assert.Equal(status, answer.StatusCode);
                return;
            }

            await ProblemAssert.IsProblemAsync(answer, status);
        }
    }

    [Fact]
    public async Task A_new_secret_overlaps_with_the_old_one_unless_it_is_told_not_to()
    {
        using var shop = await SignedShop.ConnectAsync(fixture.App, $"webhook{Interlocked.Increment(ref _shops)}");
        var first = shop.Secret;
        var second = await shop.RegenerateAsync(null);
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(first));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(second));
        var until = (await shop.Machine.GetFromJsonAsync<JsonElement>($"/api/datasources/{shop.Id}")).GetProperty("webhookOverlapUntil").GetDateTimeOffset();
        Assert.InRange(until - DateTimeOffset.UtcNow, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));

        var third = await shop.RegenerateAsync(new { overlapHours = 0 });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(third));

        foreach (var hours in new[] { -1, 169 })
        {
            using var refused = await shop.Machine.PostAsJsonAsync($"/api/datasources/{shop.Id}/regenerate-webhook-secret", new { overlapHours = hours });
            await ProblemAssert.IsProblemAsync(refused, HttpStatusCode.BadRequest);
        }

        async Task<HttpStatusCode> StatusAsync(WebhookSecret secret)
        {
            using var answer = await shop.SendAsync(shop.BodyOf("a"), by: secret);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_document_describes_headers_body_and_refusals()
    {
        using var machine = await fixture.App.MachineAsync();
        var document = await machine.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operation = document.GetProperty("paths").GetProperty("/api/webhooks/{datasourceId}/sync").GetProperty("post");

        Assert.Equal(
            ["datasourceId", "webhook-id", "webhook-timestamp", "webhook-signature"],
            operation.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.All(["202", "401", "403", "409", "413", "422"], status => Assert.True(operation.GetProperty("responses").TryGetProperty(status, out _), status));
        Assert.False(operation.TryGetProperty("security", out _));
    }
}
