using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.App.Collections;

public sealed class CollectionEndpointsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task A_collection_is_made_described_and_deleted()
    {
        using var machine = await fixture.App.MachineAsync();

        using var made = await machine.PostAsJsonAsync("/api/collections", new { name = "tools", vectorSize = 8, distance = "Cosine", hnsw = new { m = 16, efConstruct = 100 } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("/api/collections/tools", made.Headers.Location?.ToString());
        var collection = await TestApp.JsonAsync(made);
        Assert.Equal(0, collection.GetProperty("totalPoints").GetInt64());
        Assert.Equal("cosine", collection.GetProperty("distance").GetString());

        using var again = await machine.PostAsJsonAsync("/api/collections", new { name = "tools", vectorSize = 8 });
        await ProblemAssert.IsProblemAsync(again, HttpStatusCode.Conflict);
        var list = await machine.GetFromJsonAsync<JsonElement>("/api/collections");
        Assert.Contains(list.GetProperty("items").EnumerateArray(), item => item.GetProperty("name").GetString() == "tools");
        var info = await machine.GetFromJsonAsync<JsonElement>("/api/collections/tools/info");
        Assert.Equal(8, info.GetProperty("spec").GetProperty("vectorSize").GetInt32());
        Assert.Equal(("tools", "tools__v1"), (info.GetProperty("name").GetString(), info.GetProperty("physicalName").GetString()));

        using var deleted = await machine.DeleteAsync(new Uri("/api/collections/tools", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using var gone = await machine.GetAsync(new Uri("/api/collections/tools", UriKind.Relative));
        await ProblemAssert.IsProblemAsync(gone, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_collection_that_is_fed_is_deleted_only_by_force()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        await shop.SyncAsync(machine, "fed");

        using var refused = await machine.DeleteAsync(new Uri("/api/collections/fed", UriKind.Relative));
        using var forced = await machine.DeleteAsync(new Uri("/api/collections/fed?force=true", UriKind.Relative));

        await ProblemAssert.IsProblemAsync(refused, HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.NoContent, forced.StatusCode);
    }

    [Fact]
    public async Task Every_option_comes_back_as_it_was_sent()
    {
        const string Options = """
            "distance":"dot","hnsw":{"m":24,"efConstruct":300,"onDisk":true},"onDisk":true,"onDiskPayload":false,"quantization":{"type":"scalar","quantile":0.99,"alwaysRam":true}
            """;
        using var machine = await fixture.App.MachineAsync();
        using var body = new StringContent($$"""{"name":"options","vectorSize":8,{{Options}}}""", Encoding.UTF8, "application/json");

        using var made = await machine.PostAsync(new Uri("/api/collections", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var listed = (await machine.GetFromJsonAsync<JsonElement>("/api/collections?pageSize=200")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == "options");
        var one = await machine.GetFromJsonAsync<JsonElement>("/api/collections/options");
        var spec = (await machine.GetFromJsonAsync<JsonElement>("/api/collections/options/info")).GetProperty("spec");
        foreach (var answer in new[] { await TestApp.JsonAsync(made), listed, one, spec })
        {
            Assert.Contains(Options.Trim(), answer.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task All_mistakes_of_a_new_collection_are_named()
    {
        using var machine = await fixture.App.MachineAsync();

        using var wrong = await machine.PostAsJsonAsync("/api/collections", new { name = "wrong", vectorSize = 0, hnsw = new { m = 1000 }, quantization = new { type = "binary", quantile = 0.1 } });
        using var halfway = await machine.PostAsJsonAsync("/api/collections", new { name = "wrong", vectorSize = 8, quantization = new { alwaysRam = true } });

        var problem = await ProblemAssert.IsProblemAsync(wrong, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["hnsw.m", "quantization.quantile", "quantization.type", "vectorSize"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        Assert.Contains("quantization.type", (await ProblemAssert.IsProblemAsync(halfway, HttpStatusCode.BadRequest)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_are_browsed_filtered_and_shown_one_by_one()
    {
        using var shop = new SmallShop();
        using var machine = await fixture.App.MachineAsync();
        var datasource = await shop.SyncAsync(machine, "browsed");
        var address = new Uri("/api/collections/browsed/points/query", UriKind.Relative);

        async Task<JsonElement> QueryAsync(object query)
        {
            using var answer = await machine.PostAsJsonAsync(address, query);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            return await TestApp.JsonAsync(answer);
        }

        var first = await QueryAsync(new { limit = 30 });
        var second = await QueryAsync(new { limit = 30, offset = first.GetProperty("next").GetString() });
        var filter = new { must = new object[] { new { key = "price", range = new { lte = 1.0 } } }, must_not = new object[] { new { key = "_sync.code", match = new { value = "P-00001" } } } };
        var cheap = await QueryAsync(new { filter, withVector = true });

        Assert.Equal((50, 30, 20), (first.GetProperty("total").GetInt32(), first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(3, cheap.GetProperty("total").GetInt32());
        var point = cheap.GetProperty("items")[0];
        Assert.Equal(datasource, point.GetProperty("sync").GetProperty("datasource").GetGuid());
        Assert.All(["key", "code", "textHash", "payloadHash"], member => Assert.NotEmpty(point.GetProperty("sync").GetProperty(member).GetString()!));
        Assert.False(point.GetProperty("payload").TryGetProperty("_sync", out _));
        Assert.Equal(768, point.GetProperty("vector").GetArrayLength());
        var one = await machine.GetFromJsonAsync<JsonElement>($"/api/collections/browsed/points/{point.GetProperty("id").GetGuid()}");
        Assert.Equal(point.GetProperty("payload").GetRawText(), one.GetProperty("payload").GetRawText());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("vector").ValueKind);

        var collection = await machine.GetFromJsonAsync<JsonElement>("/api/collections/browsed");
        Assert.Equal((50, 50), (collection.GetProperty("totalPoints").GetInt32(), collection.GetProperty("lastCount").GetProperty("points").GetInt32()));
        Assert.Equal(("browsed", datasource), (collection.GetProperty("datasources")[0].GetProperty("name").GetString(), collection.GetProperty("lastSyncedBy").GetGuid()));
    }

    [Theory]
    [InlineData("""{"limit":0}""", HttpStatusCode.UnprocessableEntity, "limit is 0")]
    [InlineData("""{"limit":1001}""", HttpStatusCode.UnprocessableEntity, "limit is 1001")]
    [InlineData("""{"offset":"42"}""", HttpStatusCode.UnprocessableEntity, "'42' is not a UUID")]
    [InlineData("""{"filter":{"must":[{"key":"a","match":{"text":"b"}}]}}""", HttpStatusCode.UnprocessableEntity, "must[0].match.text")]
    [InlineData("""{"filter":[1]}""", HttpStatusCode.UnprocessableEntity, "must be an object")]
    [InlineData("{}", HttpStatusCode.NotFound, "no collection 'nothing'")]
    public async Task A_wrong_question_for_points_is_answered_with_what_is_wrong(string body, HttpStatusCode status, string named)
    {
        using var machine = await fixture.App.MachineAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await machine.PostAsync(new Uri("/api/collections/nothing/points/query", UriKind.Relative), content);

        Assert.Contains(named, (await ProblemAssert.IsProblemAsync(answer, status)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Indexes_and_aliases_are_set_and_dropped()
    {
        using var machine = await fixture.App.MachineAsync();
        using var made = await machine.PostAsJsonAsync("/api/collections", new { name = "parts", vectorSize = 8 });

        async Task<JsonElement> InfoAsync() => await machine.GetFromJsonAsync<JsonElement>("/api/collections/parts/info");

        async Task<HttpStatusCode> PutAsync(string what, object body)
        {
            using var answer = await machine.PutAsJsonAsync($"/api/collections/parts/{what}", body);
            return answer.StatusCode;
        }

        async Task<HttpStatusCode> DropAsync(string what)
        {
            using var answer = await machine.DeleteAsync(new Uri($"/api/collections/parts/{what}", UriKind.Relative));
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NoContent, await PutAsync("indexes/sizes%5B%5D.width", new { schema = "integer" }));
        Assert.Equal("integer", (await InfoAsync()).GetProperty("payloadIndexes").GetProperty("sizes[].width").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutAsync("indexes/brand", new { schema = "varchar" }));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync("indexes/brand", new { }));
        Assert.Equal(HttpStatusCode.Conflict, await DropAsync("indexes/_sync.code"));
        Assert.Equal(HttpStatusCode.NoContent, await DropAsync("indexes/sizes%5B%5D.width"));
        Assert.Equal(HttpStatusCode.NotFound, await DropAsync("indexes/sizes%5B%5D.width"));

        Assert.Equal(HttpStatusCode.NoContent, await PutAsync("aliases/spares", new { }));
        Assert.Equal("spares", (await InfoAsync()).GetProperty("aliases")[0].GetString());
        Assert.Equal("parts", (await machine.GetFromJsonAsync<JsonElement>("/api/collections/spares")).GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Conflict, await PutAsync("aliases/parts", new { }));
        Assert.Equal(HttpStatusCode.NoContent, await DropAsync("aliases/spares"));
        Assert.Equal(HttpStatusCode.NotFound, await DropAsync("aliases/spares"));
        var actions = (await machine.GetFromJsonAsync<JsonElement>("/api/audit?pageSize=200")).GetProperty("items").EnumerateArray()
            .Where(entry => entry.GetProperty("subjectId").GetString() == "parts").Select(entry => entry.GetProperty("action").GetString());
        Assert.Equal(["collection.unalias", "collection.alias", "collection.unindex", "collection.index", "collection.create"], actions);
    }

    [Fact]
    public async Task What_is_in_the_store_is_listed_adopted_and_given_back()
    {
        using var machine = await fixture.App.MachineAsync();
        var store = fixture.App.Services.GetRequiredService<IVectorStore>();
        await store.CreateCollectionAsync("old data", new CollectionSpec(8, Distance.Dot), CancellationToken.None);

        var adoptable = (await machine.GetFromJsonAsync<JsonElement>("/api/collections/adoptable")).GetProperty("items")[0];
        using var nameless = await machine.PostAsJsonAsync("/api/collections/adopt", new { name = "old data" });
        using var adopted = await machine.PostAsJsonAsync("/api/collections/adopt", new Dictionary<string, object> { ["name"] = "old data", ["as"] = "old" });
        using var stated = await machine.PutAsJsonAsync("/api/collections/old/model", new { provider = "local", model = "m", dimensions = 8 });
        using var otherName = await machine.DeleteAsync(new Uri("/api/collections/old?confirm=new", UriKind.Relative));
        using var released = await machine.DeleteAsync(new Uri("/api/collections/old?confirm=old", UriKind.Relative));

        Assert.Equal(("old data", true, "dot"), (adoptable.GetProperty("name").GetString(), adoptable.GetProperty("adoptable").GetBoolean(), adoptable.GetProperty("spec").GetProperty("distance").GetString()));
        await ProblemAssert.IsProblemAsync(nameless, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(HttpStatusCode.Created, adopted.StatusCode);
        var view = await TestApp.JsonAsync(adopted);
        Assert.Equal(("old", "old data", true, "SYNC-2072"), (view.GetProperty("name").GetString(), view.GetProperty("physicalName").GetString(), view.GetProperty("adopted").GetBoolean(), view.GetProperty("warning").GetProperty("code").GetString()));
        Assert.Equal("m", (await TestApp.JsonAsync(stated)).GetProperty("embedding").GetProperty("model").GetString());
        await ProblemAssert.IsProblemAsync(otherName, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(HttpStatusCode.NoContent, released.StatusCode);
        Assert.True(await store.DeleteCollectionAsync("old data", CancellationToken.None));
    }
}
