using System.Text.Json;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Qdrant;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Every request that our client can send, in all its variants, is one of Qdrant's OpenAPI document; and so are the answers of our host.</summary>
public sealed class QdrantRequestsTests(QdrantOpenApi openApi) : IClassFixture<QdrantOpenApi>
{
    private const string Name = "tools__v1";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid One = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Two = new("00000000-0000-4000-8000-000000000002");

    [OpenApiFact]
    public async Task Every_request_is_in_the_document()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        qdrant.KeepsCalls = true;
        using var store = QdrantClients.Open(qdrant);
        await CollectionsAsync(store);
        await PointsAsync(qdrant, store);
        await openApi.CheckAsync(qdrant.Calls);

        string[] operations =
        [
            "DELETE /collections/*", "DELETE /collections/*/index/*", "GET /", "GET /aliases", "GET /collections", "GET /collections/*", "POST /collections/*/points",
            "POST /collections/*/points/batch", "POST /collections/*/points/count", "POST /collections/*/points/delete", "POST /collections/*/points/query",
            "POST /collections/*/points/scroll", "POST /collections/aliases", "PUT /collections/*", "PUT /collections/*/index", "PUT /collections/*/points",
        ];
        Assert.Equal(operations, qdrant.Calls.Select(OperationOf).Distinct().Order(StringComparer.Ordinal));
    }

    [OpenApiFact]
    public async Task The_options_of_a_collection_arrive_and_come_back()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        qdrant.KeepsCalls = true;
        using var store = QdrantClients.Open(qdrant);
        foreach (var (number, quantization) in Quantizations().Index())
        {
            var spec = new CollectionSpec(8, Distance.Dot, 24, 200) { OnDisk = true, HnswOnDisk = true, OnDiskPayload = false, Quantization = quantization };
            await store.CreateCollectionAsync($"c{number}", spec, None);
            Assert.Equal(spec, (await store.GetCollectionAsync($"c{number}", None))!.Spec);
        }

        await openApi.CheckAsync(qdrant.Calls);
    }

    [OpenApiFact]
    public async Task Requests_to_an_older_server_are_in_the_document_too()
    {
        await using var qdrant = await FakeQdrant.StartAsync();
        (qdrant.KeepsCalls, qdrant.Version) = (true, "1.12.4");
        using var store = QdrantClients.Open(qdrant);
        await store.CreateCollectionAsync(Name, new CollectionSpec(2), None);
        await store.UpsertAsync(Name, [Point(One), Point(Two)], 7, None);
        await openApi.CheckAsync(qdrant.Calls);
    }

    [OpenApiTheory]
    [InlineData("PUT", "/collections/c", "", """{"vectors":{"size":4,"distance":"Cosine"}}""", null)]
    [InlineData("PUT", "/collections/c", "", """{"vectors":{"size":4,"distance":"Hamming"}}""", "body")]
    [InlineData("PUT", "/collections/c", "", """{"vectors":{"size":4,"distance":"Cosine","onDisk":true}}""", "body")]
    [InlineData("PUT", "/collections/c", "", """{"vectors":{"size":4,"distance":"Cosine"},"hnsw_config":{"ef_construct":3}}""", "body")]
    [InlineData("PUT", "/collections/c", "?wait=true", """{"vectors":{"size":4,"distance":"Cosine"}}""", "query")]
    [InlineData("PUT", "/collections/c", "?timeout=soon", """{"vectors":{"size":4,"distance":"Cosine"}}""", "query timeout")]
    [InlineData("PUT", "/collections/c/points", "", """{"points":[{"id":"not-a-uuid","vector":[1]}]}""", "body")]
    [InlineData("PUT", "/collections/c/points", "", """{"points":[{"id":1,"vector":[1]}],"update_filter":{"mustnot":[]}}""", "body")]
    [InlineData("PUT", "/collections/c/points", "", """{"points":[{"id":1,"vector":[1]}],"update_filter":{"must_not":[{"key":"a","range":{"gt":"1"}}]}}""", "body")]
    [InlineData("PUT", "/collections/c/points", "", """{"points":[{"id":1}]}""", "body")]
    [InlineData("PUT", "/collections/c/points", "", null, "the body is missing")]
    [InlineData("POST", "/collections/c/points/scroll", "", """{"limit":10,"with_vectors":true}""", "body")]
    [InlineData("POST", "/collections/c/points/scroll", "", """{"filter":{"must":[{"has_id":["00000000-0000-4000-8000-000000000001","00000000-0000-4000-8000-000000000001"]}]}}""", "body")]
    [InlineData("POST", "/collections/c/points/search", "", """{"vector":[1],"limit":1}""", "no operation")]
    [InlineData("GET", "/collections", "", "{}", "there may be no body")]
    public async Task The_validator_sees_a_planted_mistake(string method, string path, string query, string? body, string? error)
    {
        var errors = await openApi.ErrorsAsync(new RecordedCall(method, path, query, body, 401, ""));
        if (error is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(errors, one => one.StartsWith(error, StringComparison.Ordinal));
        }
    }

    private static async Task CollectionsAsync(QdrantVectorStore store)
    {
        await store.DescribeAsync(None);
        foreach (var (number, quantization) in Quantizations().Index())
        {
            await store.CreateCollectionAsync($"plain{number}", new CollectionSpec(4) { Quantization = quantization }, None);
        }

        foreach (var distance in Enum.GetValues<Distance>())
        {
            await store.CreateCollectionAsync($"of {distance}/ñ", new CollectionSpec(4, distance) { OnDisk = false }, None);
        }

        await store.CreateCollectionAsync(Name, new CollectionSpec(2, Distance.Cosine, 0, 4) { HnswOnDisk = false }, None);
        await store.ListCollectionsAsync(None);
        await store.GetCollectionAsync(Name, None);
        await store.GetCollectionAsync("nowhere", None);
        await store.UpdateAliasesAsync([new AliasAction("tools", Name), new AliasAction("none", null)], None);
        foreach (var schema in new[] { "keyword", "integer", "float", "bool", "datetime", "uuid", "text" })
        {
            await store.CreatePayloadIndexAsync(Name, $"of.{schema}", schema, None);
        }

        await store.DeletePayloadIndexAsync(Name, "of.text", None);
        await store.DeletePayloadIndexAsync(Name, "\"odd/name\"[].x", None);
        await store.DeleteCollectionAsync("plain0", None);
    }

    private static async Task PointsAsync(FakeQdrant qdrant, QdrantVectorStore store)
    {
        foreach (var fence in new long?[] { null, 1_790_000_000_000 })
        {
            await store.UpsertAsync(Name, [Point(One), Point(Two)], fence, None);
            await store.OverwritePayloadAsync(Name, [new PointPayload(One, "{}"u8.ToArray()), new PointPayload(Two, """{"a":[1,{"b":null}]}"""u8.ToArray())], fence, None);
            await store.DeleteAsync(Name, [One, One, Two], fence, None);
            await store.DeleteAsync(Name, new Filter(), fence, None);
            foreach (var filter in Filters())
            {
                await store.DeleteAsync(Name, filter, fence, None);
            }

            // Verified by reading, then written again.
            qdrant.NextWrites(QdrantFault.LostWrite);
            await store.UpsertAsync(Name, [Point(One)], fence, None);
            qdrant.NextWrites(QdrantFault.LostWrite);
            await store.OverwritePayloadAsync(Name, [new PointPayload(One, "{}"u8.ToArray())], fence, None);
            qdrant.NextWrites(QdrantFault.LostWrite, QdrantFault.LostWrite);
            await store.DeleteAsync(Name, [One], fence, None);
            await store.DeleteAsync(Name, Filters()[0], fence, None);
        }

        await store.UpsertAsync(Name, [Point(One), Point(Two)], null, None);
        await store.GetAsync(Name, [One, Two, One], true, None);
        await store.ScrollAsync(Name, null, One, 1, true, None);
        await store.QueryAsync(Name, new VectorQuery(new float[] { 1, 1e18f }, 1), None);
        foreach (var filter in Filters())
        {
            await store.ScrollAsync(Name, filter, null, 10, false, None);
            await store.CountAsync(Name, filter, None);
            await store.QueryAsync(Name, new VectorQuery(new float[] { 1e-30f, 1 }, 1000, filter, 0.5f), None);
        }
    }

    private static Filter[] Filters()
    {
        static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
        return
        [
            new Filter { Must = [new Condition.Match("a", Json("\"x\"")), new Condition.Match("a", Json("5")), new Condition.Match("a", Json("true"))] },
            new Filter { Should = [new Condition.MatchAny("a", [Json("\"x\""), Json("\"y\""), Json("\"x\"")]), new Condition.MatchAny("a", [Json("5"), Json("6")])] },
            new Filter { MustNot = [new Condition.MatchAny("a", [Json("5"), Json("\"x\""), Json("false")]), new Condition.MatchAny("a", [])] },
            new Filter { Must = [new Condition.Range("a", 1.5, null, null, 1e300), new Condition.Range("a", null, -1, 2, null), new Condition.Range("a")] },
            new Filter { Must = [new Condition.HasId([One, One, Two]), new Condition.HasId([]), new Condition.Nested(new Filter { Should = [new Condition.Nested(new Filter())] })] },
        ];
    }

    private static Quantization?[] Quantizations() =>
    [
        null,
        new(QuantizationKind.Scalar),
        new(QuantizationKind.Scalar, true, 0.99),
        new(QuantizationKind.Binary, false),
        new(QuantizationKind.Product, true),
        new(QuantizationKind.Product),
    ];

    private static VectorPoint Point(Guid id) => new(id, new[] { 0.1f, 1e-20f }, """{"name":"niño \"x\"","price":12345678901234567890.5,"_sync":{"fence":7,"textHash":"a","payloadHash":"b"}}"""u8.ToArray());

    private static string OperationOf(RecordedCall call)
    {
        var parts = call.Path.Split('/');
        if (parts is ["", "collections", not "aliases", ..])
        {
            parts[2] = "*";
        }

        if (parts is ["", "collections", _, "index", _])
        {
            parts[4] = "*";
        }

        return $"{call.Method} {string.Join('/', parts)}";
    }
}
