using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.App.Sync;

public sealed class SyncEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Unknown = "0192f000-0000-7000-8000-000000000001";

    [Fact]
    public async Task A_full_sync_makes_a_collection_that_a_search_finds_things_in()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "found");

        var started = await SmallShop.StartFullAsync(machine, datasource);
        var job = await SmallShop.UntilAsync(machine, started.GetProperty("id").GetGuid(), "completed");

        Assert.Equal("full", job.GetProperty("type").GetString());
        Assert.Equal(50, job.GetProperty("totalRecords").GetInt64());
        Assert.Equal(50, job.GetProperty("successfulRecords").GetInt64());
        Assert.Equal(100, job.GetProperty("progress").GetDouble());
        Assert.StartsWith("key:", job.GetProperty("startedBy").GetString(), StringComparison.Ordinal);
        var jobs = await machine.GetFromJsonAsync<JsonElement>($"/api/sync/jobs?datasourceId={datasource}&status=completed&type=full");
        Assert.Equal(1, jobs.GetProperty("total").GetInt64());
        var errors = await machine.GetFromJsonAsync<JsonElement>($"/api/sync/errors/{job.GetProperty("id").GetGuid()}");
        Assert.Equal(0, errors.GetProperty("total").GetInt64());

        var timeline = await machine.GetFromJsonAsync<JsonElement>($"/api/sync/jobs/{job.GetProperty("id").GetGuid()}/timeline");
        Assert.Equal(["requested", "claimed", "completed"], timeline.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.All(timeline.GetProperty("items").EnumerateArray(), entry => Assert.Equal(job.GetProperty("correlationId").GetString(), entry.GetProperty("correlationId").GetString()));

        using var byCode = await machine.PostAsJsonAsync("/api/search/text", new { collection = "found", text = "P-00017" });
        var first = (await TestApp.JsonAsync(byCode)).GetProperty("results")[0];
        Assert.Equal("P-00017", first.GetProperty("payload").GetProperty("code").GetString());
        Assert.False(first.GetProperty("payload").TryGetProperty("_sync", out _));

        using var filtered = await machine.PostAsJsonAsync("/api/search/text", new
        {
            collection = "found",
            text = "product",
            limit = 100,
            filter = new { must = new[] { new { key = "price", range = new { gte = 12.0 } } } },
        });
        var prices = (await TestApp.JsonAsync(filtered)).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("payload").GetProperty("price").GetDouble()).ToList();
        Assert.Equal(3, prices.Count);
        Assert.All(prices, price => Assert.True(price >= 12));
    }

    [Fact]
    public async Task A_second_start_answers_409_with_the_job_that_is_in_the_way()
    {
        await using var model = await HangingModelAsync();
        await using var app = AppOf(model);
        using var shop = new SmallShop();
        using var machine = await app.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "twice");
        var first = await SmallShop.StartFullAsync(machine, datasource);

        using var second = await machine.PostAsync(new Uri($"/api/sync/full/{datasource}", UriKind.Relative), null);

        var problem = await ProblemAssert.IsProblemAsync(second, HttpStatusCode.Conflict);
        Assert.Equal(first.GetProperty("id").GetGuid(), problem.GetProperty("jobId").GetGuid());
        Assert.Equal(first.GetProperty("id").GetGuid(), problem.GetProperty("job").GetProperty("id").GetGuid());
        model.Hangs = false;
        await SmallShop.UntilAsync(machine, first.GetProperty("id").GetGuid(), "completed");
    }

    [Fact]
    public async Task A_cancelled_job_is_resumed_by_the_same_id()
    {
        await using var model = await HangingModelAsync();
        await using var app = AppOf(model);
        using var shop = new SmallShop(3_000);
        using var machine = await app.MachineAsync();
        var datasource = await shop.ConnectAsync(machine, "stop-and-go");
        var id = (await SmallShop.StartFullAsync(machine, datasource)).GetProperty("id").GetGuid();
        await Eventually.IsTrueAsync(() => Task.FromResult(model.Hanging > 0), TimeSpan.FromSeconds(30), () => "Nothing is embedded.");

        using var cancelled = await machine.PostAsync(new Uri($"/api/sync/jobs/{id}/cancel", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        await SmallShop.UntilAsync(machine, id, "cancelled");
        model.Hangs = false;
        using var resumed = await machine.PostAsync(new Uri($"/api/sync/jobs/{id}/resume", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.Accepted, resumed.StatusCode);
        Assert.Equal($"/api/sync/jobs/{id}", resumed.Headers.Location?.ToString());
        var ended = await SmallShop.UntilAsync(machine, id, "completed");
        Assert.Equal(3_000, ended.GetProperty("processedRecords").GetInt64());
        using var again = await machine.PostAsync(new Uri($"/api/sync/jobs/{id}/resume", UriKind.Relative), null);
        await ProblemAssert.IsProblemAsync(again, HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("POST", $"/api/sync/full/{Unknown}")]
    [InlineData("POST", $"/api/sync/verify/{Unknown}")]
    [InlineData("GET", $"/api/sync/jobs/{Unknown}")]
    [InlineData("GET", $"/api/sync/jobs/{Unknown}/verification")]
    [InlineData("GET", $"/api/sync/jobs/{Unknown}/timeline")]
    [InlineData("POST", $"/api/sync/jobs/{Unknown}/cancel")]
    [InlineData("POST", $"/api/sync/jobs/{Unknown}/resume")]
    [InlineData("POST", $"/api/sync/jobs/{Unknown}/reconcile")]
    [InlineData("GET", $"/api/sync/errors/{Unknown}")]
    [InlineData("GET", "/api/collections/nothing")]
    [InlineData("GET", "/api/collections/nothing/info")]
    public async Task What_is_not_there_is_not_found(string method, string address)
    {
        using var machine = await fixture.App.MachineAsync();

        using var answer = await machine.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_search_says_what_is_wrong_with_it()
    {
        using var machine = await fixture.App.MachineAsync();

        using var nowhere = await machine.PostAsJsonAsync("/api/search/text", new { collection = "nothing", text = "x" });
        using var badFilter = await machine.PostAsJsonAsync("/api/search/text", new { collection = "nothing", text = "x", filter = new { must = new[] { new { key = "price", range = new { above = 1 } } } } });
        using var badLimit = await machine.PostAsJsonAsync("/api/search/text", new { collection = "nothing", text = "x", limit = 0 });

        await ProblemAssert.IsProblemAsync(nowhere, HttpStatusCode.NotFound);
        var problem = await ProblemAssert.IsProblemAsync(badFilter, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("must[0].range.above", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.InRange((int)badLimit.StatusCode, 400, 422);
    }

    /// <summary>A job that is to be met while it runs waits for this one: no stall of the machine is long enough for it to end.</summary>
    private static async Task<FakeOpenAi> HangingModelAsync()
    {
        var model = await FakeOpenAi.StartAsync();
        model.Hangs = true;
        return model;
    }

    private static TestApp AppOf(FakeOpenAi model) => new([.. model.Settings().Select(pair => (pair.Key, pair.Value!))]);
}
