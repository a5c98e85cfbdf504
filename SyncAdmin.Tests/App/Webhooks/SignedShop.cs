using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Webhooks.Signing;
using Xunit;

namespace SyncAdmin.Tests.App.Webhooks;

/// <summary>A connected catalogue, and the ERP that calls its webhook.</summary>
internal sealed class SignedShop : IDisposable
{
    private static int _messages;
    private readonly SmallShop _shop;
    private readonly string _collection;

    private SignedShop(SmallShop shop, string collection, Guid id, WebhookSecret secret, HttpClient machine, HttpClient anybody) =>
        (_shop, _collection, Id, Secret, Machine, Anybody) = (shop, collection, id, secret, machine, anybody);

    internal Guid Id { get; }

    internal WebhookSecret Secret { get; }

    internal HttpClient Machine { get; }

    internal HttpClient Anybody { get; }

    internal static async Task<SignedShop> ConnectAsync(TestApp app, string name)
    {
        var (shop, machine) = (new SmallShop(), await app.MachineAsync());
        using var made = await machine.PostAsJsonAsync("/api/datasources", shop.Input(name));
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var datasource = await TestApp.JsonAsync(made);
        return new SignedShop(shop, name, datasource.GetProperty("id").GetGuid(), SecretOf(datasource), machine, app.Anybody());
    }

    internal string BodyOf(params string[] codes) => JsonSerializer.Serialize(new { collection = _collection, codes });

    internal async Task<HttpResponseMessage> SendAsync(
        string body, string? id = null, WebhookSecret? by = null, DateTimeOffset? at = null, string? to = null, string? key = null, string type = "application/json; charset=utf-8")
    {
        using var request = Signed(HttpMethod.Post, $"/api/webhooks/{to ?? Id.ToString()}/sync", id ?? string.Create(CultureInfo.InvariantCulture, $"msg_{Interlocked.Increment(ref _messages)}"), by ?? Secret, at, body);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        return await Anybody.SendAsync(request);
    }

    internal async Task<HttpResponseMessage> AskAsync(Guid delivery, WebhookSecret by)
    {
        using var request = Signed(HttpMethod.Get, $"/api/webhooks/{Id}/deliveries/{delivery}", delivery.ToString(), by, null, string.Empty);
        return await Anybody.SendAsync(request);
    }

    internal async Task<WebhookSecret> RegenerateAsync(object? body)
    {
        using var answer = await Machine.PostAsync(
            new Uri($"/api/datasources/{Id}/regenerate-webhook-secret", UriKind.Relative), body is null ? null : JsonContent.Create(body));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return SecretOf(await TestApp.JsonAsync(answer));
    }

    internal async Task DisableAsync()
    {
        var input = JsonSerializer.SerializeToNode(_shop.Input(_collection))!;
        input["webhookEnabled"] = false;
        using var answer = await Machine.PutAsJsonAsync($"/api/datasources/{Id}", input);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public void Dispose()
    {
        Machine.Dispose();
        Anybody.Dispose();
        _shop.Dispose();
    }

    private static HttpRequestMessage Signed(HttpMethod method, string address, string id, WebhookSecret by, DateTimeOffset? at, string body)
    {
        var sentAt = at ?? DateTimeOffset.UtcNow;
        var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Add(WebhookHeaders.IdHeader, id);
        request.Headers.Add(WebhookHeaders.TimestampHeader, WebhookSignature.TimestampOf(sentAt));
        request.Headers.Add(WebhookHeaders.SignatureHeader, WebhookSignature.Sign(by, id, sentAt, Encoding.UTF8.GetBytes(body)));
        return request;
    }

    private static WebhookSecret SecretOf(JsonElement datasource) =>
        WebhookSecret.TryParse(datasource.GetProperty("webhookSecret").GetString(), out var secret) ? secret : throw new InvalidOperationException("No secret.");
}
