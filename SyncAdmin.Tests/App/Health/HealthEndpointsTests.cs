using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace SyncAdmin.Tests.App.Health;

public sealed class HealthEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Anybody_learns_the_status_and_nothing_more()
    {
        using var nobody = fixture.App.Anybody();

        var health = await nobody.GetFromJsonAsync<JsonElement>("/api/health");

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, health.GetProperty("parts").ValueKind);
        Assert.Equal("ready\n", await nobody.GetStringAsync("/readyz"));
        Assert.Equal("alive\n", await nobody.GetStringAsync("/livez"));
    }

    [Theory]
    [InlineData("database", "sqlite")]
    [InlineData("qdrant", "embedded")]
    [InlineData("queue", "1 queues")]
    [InlineData("embeddings", "local/")]
    public async Task A_key_sees_the_parts(string part, string description)
    {
        using var nobody = fixture.App.Anybody();
        using var machine = await fixture.App.MachineAsync();

        var all = await machine.GetFromJsonAsync<JsonElement>("/api/health");
        var one = await machine.GetFromJsonAsync<JsonElement>($"/api/health/{part}");
        using var refused = await nobody.GetAsync(new Uri($"/api/health/{part}", UriKind.Relative));

        Assert.Equal("healthy", one.GetProperty("status").GetString());
        Assert.StartsWith(description, one.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(one.GetProperty("description").GetString(), all.GetProperty("parts").GetProperty(part).GetProperty("description").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }
}
