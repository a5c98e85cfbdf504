using System.Text.Json;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Qdrant's own JavaScript client takes the host that our client is tested against for a Qdrant.</summary>
public sealed class QdrantJavaScriptTests(QdrantOpenApi openApi) : IClassFixture<QdrantOpenApi>
{
    [Fact]
    public async Task The_official_client_drives_the_host_through_a_life_of_a_collection()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        (qdrant.RequiredKey, qdrant.KeepsCalls) = (FakeQdrant.ApiKey, true);
        using var printed = JsonDocument.Parse(await NodeScript.RunAsync("qdrant-client.mjs", qdrant.Url.ToString(), FakeQdrant.ApiKey));
        var seen = printed.RootElement;
        void Is(string name, string expected) => Assert.Equal(expected, Compact(seen.GetProperty(name)));

        Is("version", "\"1.19.0\"");
        Is("existsBefore", "false");
        Is("existsAfter", "true");
        Is("collections", """["tools__v1"]""");
        Assert.Equal(409, seen.GetProperty("twice").GetProperty("status").GetInt32());
        Assert.Equal(404, seen.GetProperty("missing").GetProperty("status").GetInt32());
        Assert.StartsWith("Not found: Collection", seen.GetProperty("missing").GetProperty("said").GetString(), StringComparison.Ordinal);
        Is("upsert", "\"completed\"");
        Is("integerId", """{"status":400,"said":"Wrong input: this test host keeps UUIDs as point ids, no integers"}""");
        Assert.Contains("Vector dimension error", seen.GetProperty("wrongSize").GetProperty("said").GetString(), StringComparison.Ordinal);
        Is("late", "[3,7]");
        Is("info", """{"status":"green","points":6,"vectors":{"size":4,"distance":"Cosine","on_disk":true},"m":8,"quantization":{"scalar":{"type":"int8","quantile":0.99,"always_ram":true}},"indexes":{"brand":"keyword"}}""");
        Is("nearest", "[1,2,4]");
        Is("nearestOfBrand", """[[2,"makita"],[4,"makita"]]""");
        Is("nearestCheap", "[4]");
        Is("nearestOfAny", "[1,6]");
        Is("threshold", "[1]");
        Assert.Equal(1, seen.GetProperty("score").GetDouble(), 5);
        Is("pages", """[[[1,"brand",4],[2,"brand",4]],[[3,"brand",4],[4,"brand",4]],[[5,"brand",4],[6,"brand",4]]]""");
        Is("count", "6");
        Is("countOfBrand", "2");
        Is("retrieved", "[\"niño 1\"]");
        Is("setOnMissing", "404");
        Is("payloads", """["brand,name,stock","only","brand"]""");
        Is("countByAlias", "5");
        Is("aliases", """[{"alias_name":"tools","collection_name":"tools__v2"}]""");
        Is("aliasesOfFirst", "[]");
        Is("countBehindSwitchedAlias", "0");
        Is("left", "[3,4,5]");
        Is("indexesAfter", "[]");
        Is("deleted", "true");
        Is("deletedAgain", "false");
        Is("end", "0");
        await openApi.CheckAsync(qdrant.Calls);
    }

    private static string Compact(JsonElement json) => json.GetRawText();
}
