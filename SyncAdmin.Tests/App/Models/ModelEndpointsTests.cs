using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Models;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.App.Models;

public sealed class ModelEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_test_of_Gemini_lists_its_models_over_all_pages_and_embeds_one_text()
    {
        await using var gemini = await FakeGemini.StartAsync();
        await using var app = AppOf(gemini.Settings());
        using var machine = await app.MachineAsync();

        var test = await TestAsync(machine, "gemini");

        Assert.Equal(["gemini-3.5-flash-lite", "gemini-3.6-flash", FakeGemini.First, FakeGemini.Second], test.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
        Assert.True(test.GetProperty("reachable").GetBoolean() && test.GetProperty("embeddingModelOffered").GetBoolean() && test.GetProperty("visionModelOffered").GetBoolean());
        Assert.True(test.GetProperty("latencyMilliseconds").GetDouble() > 0);
        Assert.Equal(768, test.GetProperty("probeDimensions").GetInt32());
        Assert.Equal(JsonValueKind.Null, test.GetProperty("problem").ValueKind);
        Assert.Equal(1, gemini.Items);
    }

    [Fact]
    public async Task A_test_says_what_is_wrong_and_never_the_key()
    {
        await using var openAi = await FakeOpenAi.StartAsync();
        var settings = openAi.Settings();
        settings["Models:OpenAI:EmbeddingModel"] = "no-such-model";
        settings["Models:OpenAI:VisionModel"] = "fake-vision";
        await using var wrongModel = AppOf(settings);
        settings["Models:OpenAI:ApiKey"] = "sk-wrong-key-that-must-never-be-shown";
        await using var wrongKey = AppOf(settings);
        using var first = await wrongModel.MachineAsync();
        using var second = await wrongKey.MachineAsync();

        var unknown = await TestAsync(first, "openai");
        var refused = await TestAsync(second, "openai");

        Assert.Equal((true, false, true), (unknown.GetProperty("reachable").GetBoolean(), unknown.GetProperty("embeddingModelOffered").GetBoolean(), unknown.GetProperty("visionModelOffered").GetBoolean()));
        Assert.Equal("SYNC-3004", unknown.GetProperty("problem").GetProperty("code").GetString());
        Assert.False(refused.GetProperty("reachable").GetBoolean());
        Assert.Equal("SYNC-3003", refused.GetProperty("problem").GetProperty("code").GetString());
        Assert.DoesNotContain("must-never", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_unknown_or_not_configured_is_said_so()
    {
        using var machine = await fixture.App.MachineAsync();
        using var unknown = await machine.PostAsync(new Uri("/api/models/llama/test", UriKind.Relative), null);
        using var bare = await machine.PostAsync(new Uri("/api/models/gemini/test", UriKind.Relative), null);

        Assert.Equal("SYNC-3031", (await ProblemAssert.IsProblemAsync(unknown, HttpStatusCode.NotFound)).GetProperty("code").GetString());
        var problem = await ProblemAssert.IsProblemAsync(bare, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("SYNC-3032", problem.GetProperty("code").GetString());
        Assert.Contains("Models:Gemini:ApiKey is empty", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Operator)]
    [InlineData(Role.Viewer)]
    public async Task Only_an_administrator_may_test(Role role)
    {
        using var machine = await fixture.App.MachineAsync(role);
        using var refused = await machine.PostAsync(new Uri("/api/models/gemini/test", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Health_shows_models_usage_and_the_hit_rate_of_the_cache()
    {
        await using var gemini = await FakeGemini.StartAsync();
        await using var app = AppOf(gemini.Settings());
        using var machine = await app.MachineAsync();
        using var shop = new SmallShop();
        await shop.SyncAsync(machine, "first");
        await shop.SyncAsync(machine, "second");

        var health = await machine.GetFromJsonAsync<JsonElement>("/api/health/embeddings");
        var details = health.GetProperty("embeddings");

        Assert.Equal(("healthy", "gemini/gemini-embedding-001/768/v1"), (health.GetProperty("status").GetString(), health.GetProperty("description").GetString()));
        Assert.Equal(4, details.GetProperty("provider").GetProperty("models").GetArrayLength());
        Assert.Equal(50, details.GetProperty("usage").GetProperty("items").GetInt64());
        Assert.Equal((50, 50, 0.5), (details.GetProperty("cache").GetProperty("hits").GetInt32(), details.GetProperty("cache").GetProperty("misses").GetInt32(), details.GetProperty("cache").GetProperty("hitRate").GetDouble()));
        Assert.Equal(50, gemini.Items);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_degrades_health()
    {
        await using var app = AppOf(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Embeddings:Provider"] = "gemini",
            ["Models:Gemini:ApiKey"] = FakeGemini.ApiKey,
            ["Models:Gemini:BaseUrl"] = $"http://127.0.0.1:{Servers.FreePort.Next()}",
        });
        using var machine = await app.MachineAsync();

        var health = await machine.GetFromJsonAsync<JsonElement>("/api/health");

        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal("SYNC-3001", health.GetProperty("parts").GetProperty("embeddings").GetProperty("problem").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_collection_of_another_model_is_refused_to_sync_and_search_with_the_remedy()
    {
        var collections = fixture.App.Services.GetRequiredService<CollectionManager>();
        (await collections.EnsureAsync("foreign", new ModelFingerprint("gemini", "gemini-embedding-001", 768, 1), CancellationToken.None)).Required();
        using var machine = await fixture.App.MachineAsync();
        using var shop = new SmallShop();
        var datasource = await shop.ConnectAsync(machine, "foreign");

        var job = await SmallShop.UntilAsync(machine, (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid(), "failed");
        using var searched = await machine.PostAsJsonAsync("/api/search/text", new { collection = "foreign", text = "product" });
        var refused = await TestApp.JsonAsync(searched);

        Assert.Equal(job.GetProperty("errorCode").GetString(), refused.GetProperty("code").GetString());
        foreach (var text in new[] { job.GetProperty("errorMessage").GetString()!, refused.GetProperty("detail").GetString()! })
        {
            Assert.Contains("holds vectors of gemini/gemini-embedding-001/768/v1; the configured model is local/", text, StringComparison.Ordinal);
        }

        Assert.Contains(refused.GetProperty("remedy").GetString()!, job.GetProperty("errorMessage").GetString()!, StringComparison.Ordinal);
    }

    private static TestApp AppOf(Dictionary<string, string?> settings) => new([.. settings.Select(pair => (pair.Key, pair.Value!))]);

    private static async Task<JsonElement> TestAsync(HttpClient machine, string provider)
    {
        using var answer = await machine.PostAsync(new Uri($"/api/models/{provider}/test", UriKind.Relative), null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await TestApp.JsonAsync(answer);
    }
}
