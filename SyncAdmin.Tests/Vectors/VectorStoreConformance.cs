using System.Globalization;
using System.Text;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>What every vector store must do; inherited once per implementation.</summary>
public abstract class VectorStoreConformance : IAsyncLifetime
{
    private protected const string Name = "products__v1";
    private static readonly CancellationToken None = CancellationToken.None;

    private protected IVectorStore Store { get; private set; } = null!;

    public async Task InitializeAsync() => Store = await OpenStoreAsync();

    public abstract Task DisposeAsync();

    private protected abstract Task<IVectorStore> OpenStoreAsync();

    private protected static Guid Id(int number) => new(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8);

    private protected static byte[] Payload(string code, string datasource = "d1", long? fence = null, string extra = "") => Encoding.UTF8.GetBytes(
        $$$"""{"name":"item {{{code}}}"{{{extra}}},"_sync":{"datasource":"{{{datasource}}}","code":"{{{code}}}"{{{(fence is null ? "" : $",\"fence\":{fence}")}}}}}""");

    private protected static VectorPoint Point(int number, float[] vector, string datasource = "d1", long? fence = null, string extra = "") =>
        new(Id(number), vector, Payload($"C{number}", datasource, fence, extra));

    private protected static Filter Where(string json) => FilterJson.Parse(JsonDocument.Parse(json).RootElement).Required();

    private protected async Task CreateAsync(int size = 4, Distance distance = Distance.Cosine, string name = Name) =>
        await Store.CreateCollectionAsync(name, new CollectionSpec(size, distance), None);

    private protected static async Task<ErrorDefinition> RefusedAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<ProblemException>(call)).Problem.Error;

    [Fact]
    public async Task A_created_collection_is_listed_and_described()
    {
        await Store.CreateCollectionAsync("b", new CollectionSpec(3, Distance.Dot), None);
        await Store.CreateCollectionAsync("a", new CollectionSpec(5), None);
        Assert.Equal(["a", "b"], await Store.ListCollectionsAsync(None));
        var description = await Store.GetCollectionAsync("b", None);
        Assert.NotNull(description);
        Assert.Equal(("b", 3, Distance.Dot, 0L, "green"), (description.Name, description.Spec.VectorSize, description.Spec.Distance, description.PointCount, description.Status));
        Assert.Null(await Store.GetCollectionAsync("c", None));
    }

    [Fact]
    public async Task A_name_is_given_once_to_a_collection_or_an_alias()
    {
        await CreateAsync();
        await Store.UpdateAliasesAsync([new AliasAction("products", Name)], None);
        Assert.Equal(ErrorCatalog.VectorNameTaken, await RefusedAsync(() => CreateAsync()));
        Assert.Equal(ErrorCatalog.VectorNameTaken, await RefusedAsync(() => CreateAsync(name: "products")));
        await CreateAsync(name: "other");
        Assert.Equal(ErrorCatalog.VectorNameTaken, await RefusedAsync(() => Store.UpdateAliasesAsync([new AliasAction("other", Name)], None)));
    }

    [Fact]
    public async Task A_deleted_collection_is_gone_with_its_points_and_aliases()
    {
        await CreateAsync();
        await Store.UpsertAsync(Name, [Point(1, [1, 0, 0, 0])], null, None);
        await Store.UpdateAliasesAsync([new AliasAction("products", Name)], None);
        Assert.True(await Store.DeleteCollectionAsync(Name, None));
        Assert.False(await Store.DeleteCollectionAsync(Name, None));
        Assert.Empty(await Store.ListAliasesAsync(None));
        Assert.Equal(ErrorCatalog.VectorCollectionNotFound, await RefusedAsync(() => Store.CountAsync("products", null, None)));
        await CreateAsync();
        Assert.Equal(0, await Store.CountAsync(Name, null, None));
    }

    [Fact]
    public async Task Aliases_change_all_or_none()
    {
        await CreateAsync();
        await CreateAsync(name: "products__v2");
        await Store.UpdateAliasesAsync([new AliasAction("products", Name)], None);
        await Store.UpsertAsync("products__v2", [Point(1, [1, 0, 0, 0])], null, None);
        await RefusedAsync(() => Store.UpdateAliasesAsync([new AliasAction("products", "products__v2"), new AliasAction("x", "missing")], None));
        Assert.Equal(0, await Store.CountAsync("products", null, None));
        await Store.UpdateAliasesAsync([new AliasAction("products", null), new AliasAction("products", "products__v2")], None);
        Assert.Equal(1, await Store.CountAsync("products", null, None));
        var alias = Assert.Single(await Store.ListAliasesAsync(None));
        Assert.Equal(("products", "products__v2"), (alias.Key, alias.Value));
    }

    [Fact]
    public async Task Payload_indexes_are_registered_repeatably()
    {
        await CreateAsync();
        await Store.CreatePayloadIndexAsync(Name, "_sync.code", "keyword", None);
        await Store.CreatePayloadIndexAsync(Name, "_sync.code", "keyword", None);
        await Store.CreatePayloadIndexAsync(Name, "price", "float", None);
        await Store.DeletePayloadIndexAsync(Name, "price", None);
        await Store.DeletePayloadIndexAsync(Name, "price", None);
        var index = Assert.Single((await Store.GetCollectionAsync(Name, None))!.PayloadIndexes);
        Assert.Equal(("_sync.code", "keyword"), (index.Key, index.Value));
        Assert.Equal(ErrorCatalog.VectorRequestInvalid, await RefusedAsync(() => Store.CreatePayloadIndexAsync(Name, "price", "money", None)));
    }

    [Fact]
    public async Task What_is_written_comes_back_normalised_for_cosine()
    {
        await CreateAsync();
        await Store.UpsertAsync(Name, [Point(1, [3, 0, 4, 0]), Point(2, [0, 0, 0, 0])], null, None);
        var points = await Store.GetAsync(Name, [Id(1), Id(2), Id(3)], true, None);
        Assert.Equal(2, points.Count);
        var first = points.Single(point => point.Id == Id(1));
        Assert.Equal([0.6f, 0, 0.8f, 0], first.Vector.ToArray());
        Assert.Equal(Payload("C1"), first.Payload.ToArray());
        Assert.Equal(new float[4], points.Single(point => point.Id == Id(2)).Vector.ToArray());
        Assert.True((await Store.GetAsync(Name, [Id(1)], false, None))[0].Vector.IsEmpty);
    }

    [Fact]
    public async Task Other_distances_keep_vectors_as_they_are()
    {
        await CreateAsync(distance: Distance.Dot);
        await Store.UpsertAsync(Name, [Point(1, [3, 0, 4, 0])], null, None);
        var point = Assert.Single(await Store.GetAsync(Name, [Id(1)], true, None));
        Assert.Equal([3, 0, 4, 0], point.Vector.ToArray());
    }

    [Fact]
    public async Task A_point_written_again_is_replaced_whole()
    {
        await CreateAsync(distance: Distance.Dot);
        await Store.UpsertAsync(Name, [Point(1, [1, 0, 0, 0], extra: ",\"brand\":\"a\"")], null, None);
        await Store.UpsertAsync(Name, [Point(1, [9, 9, 9, 9]), Point(1, [0, 1, 0, 0], "d2")], null, None);
        var point = Assert.Single(await Store.GetAsync(Name, [Id(1)], true, None));
        Assert.Equal([0, 1, 0, 0], point.Vector.ToArray());
        Assert.Equal(Payload("C1", "d2"), point.Payload.ToArray());
        Assert.Equal(1, await Store.CountAsync(Name, null, None));
        Assert.Equal(0, await Store.CountAsync(Name, Where("""{"must":[{"key":"_sync.datasource","match":{"value":"d1"}}]}"""), None));
    }

    [Fact]
    public async Task A_wrong_vector_writes_nothing_of_its_batch()
    {
        await CreateAsync();
        Assert.Equal(ErrorCatalog.VectorSizeMismatch, await RefusedAsync(() => Store.UpsertAsync(Name, [Point(1, [1, 0, 0, 0]), Point(2, [1, 0])], null, None)));
        Assert.Equal(ErrorCatalog.VectorPointInvalid, await RefusedAsync(() => Store.UpsertAsync(Name, [Point(1, [1, 0, 0, 0]), Point(2, [float.NaN, 0, 0, 0])], null, None)));
        Assert.Equal(ErrorCatalog.VectorPointInvalid, await RefusedAsync(() => Store.UpsertAsync(Name, [new VectorPoint(Id(1), new float[4], "[1]"u8.ToArray())], null, None)));
        Assert.Equal(ErrorCatalog.VectorPointInvalid, await RefusedAsync(() => Store.UpsertAsync(Name, [new VectorPoint(Id(1), new float[4], "{\"a\":1"u8.ToArray())], null, None)));
        Assert.Equal(0, await Store.CountAsync(Name, null, None));
        Assert.Equal(ErrorCatalog.VectorSizeMismatch, await RefusedAsync(() => Store.QueryAsync(Name, new VectorQuery(new float[3], 1), None)));
        Assert.Equal(ErrorCatalog.VectorRequestInvalid, await RefusedAsync(() => Store.QueryAsync(Name, new VectorQuery(new float[4], 0), None)));
    }

    [Fact]
    public async Task A_stale_fence_changes_nothing_and_says_nothing()
    {
        await CreateAsync(distance: Distance.Dot);
        await Store.UpsertAsync(Name, [Point(1, [1, 0, 0, 0], fence: 20), Point(2, [1, 0, 0, 0]), Point(3, [1, 0, 0, 0], fence: 10)], 20, None);
        await Store.UpsertAsync(Name, [Point(1, [0, 1, 0, 0], fence: 10), Point(2, [0, 1, 0, 0], fence: 10), Point(3, [0, 1, 0, 0], fence: 10), Point(4, [0, 1, 0, 0], fence: 10)], 10, None);
        var vectors = (await Store.GetAsync(Name, [Id(1), Id(2), Id(3), Id(4)], true, None)).ToDictionary(point => point.Id, point => point.Vector.ToArray()[1]);
        Assert.Equal((0f, 1f, 1f, 1f), (vectors[Id(1)], vectors[Id(2)], vectors[Id(3)], vectors[Id(4)]));

        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload("X", fence: 15)), new PointPayload(Id(3), Payload("X", fence: 15)), new PointPayload(Id(9), Payload("X"))], 15, None);
        Assert.Equal([Id(3)], await IdsAsync("""{"must":[{"key":"_sync.code","match":{"value":"X"}}]}"""));

        await Store.DeleteAsync(Name, [Id(1), Id(3), Id(9)], 14, None);
        Assert.Equal([Id(1), Id(2), Id(3), Id(4)], await IdsAsync("{}"));
        await Store.DeleteAsync(Name, Where("{}"), 15, None);
        Assert.Equal([Id(1)], await IdsAsync("{}"));
        await Store.DeleteAsync(Name, [Id(1)], null, None);
        Assert.Empty(await IdsAsync("{}"));
    }

    [Fact]
    public async Task A_payload_is_replaced_and_its_vector_stays()
    {
        await CreateAsync(distance: Distance.Dot);
        await Store.UpsertAsync(Name, [Point(1, [1, 2, 3, 4], extra: ",\"brand\":\"a\"")], null, None);
        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload("NEW", "d2", 5))], null, None);
        var point = Assert.Single(await Store.GetAsync(Name, [Id(1)], true, None));
        Assert.Equal([1, 2, 3, 4], point.Vector.ToArray());
        Assert.Equal(Payload("NEW", "d2", 5), point.Payload.ToArray());
        Assert.Equal([Id(1)], await IdsAsync("""{"must":[{"key":"_sync.code","match":{"value":"NEW"}},{"key":"_sync.datasource","match":{"value":"d2"}}]}"""));
        Assert.Empty(await IdsAsync("""{"should":[{"key":"_sync.code","match":{"value":"C1"}},{"key":"_sync.datasource","match":{"value":"d1"}}]}"""));
    }

    [Fact]
    public async Task Scroll_goes_through_all_points_in_id_order()
    {
        await CreateAsync();
        await Store.UpsertAsync(Name, [.. Enumerable.Range(0, 57).Reverse().Select(i => Point(i, [1, i, 0, 0], i % 3 == 0 ? "d1" : "d2"))], null, None);
        Assert.Equal(Enumerable.Range(0, 57).Select(Id), await ScrollAsync(null, 10));
        Assert.Equal(Enumerable.Range(0, 57).Where(i => i % 3 == 0).Select(Id), await ScrollAsync(Where("""{"must":{"key":"_sync.datasource","match":{"value":"d1"}}}"""), 5));
        Assert.Equal(Enumerable.Range(0, 57).Where(i => i >= 50).Select(Id), await ScrollAsync(Where("""{"must":{"key":"name","match":{"any":["item C50","item C51","item C52","item C53","item C54","item C55","item C56"]}}}"""), 3));
        var page = await Store.ScrollAsync(Name, null, Id(55), 2, true, None);
        Assert.Equal([Id(55), Id(56)], page.Points.Select(point => point.Id));
        Assert.Null(page.Next);
        Assert.Equal(4, page.Points[0].Vector.Length);
    }

    [Theory]
    [InlineData("""{"must":[{"key":"brand","match":{"value":"truper"}}]}""", "1,2")]
    [InlineData("""{"must":[{"key":"brand","match":{"value":"TRUPER"}}]}""", "")]
    [InlineData("""{"must":[{"key":"brand","match":{"any":["makita","truper"]}}]}""", "1,2,3")]
    [InlineData("""{"must":[{"key":"brand","match":{"any":[]}}]}""", "")]
    [InlineData("""{"must":[{"key":"stock","match":{"value":5}}]}""", "1")]
    [InlineData("""{"must":[{"key":"active","match":{"value":true}}]}""", "1,3")]
    [InlineData("""{"must":[{"key":"active","match":{"value":"true"}}]}""", "")]
    [InlineData("""{"must":[{"key":"price","range":{"gte":10,"lt":20.5}}]}""", "1,2")]
    [InlineData("""{"must":[{"key":"price","range":{"gt":10}}]}""", "2,3")]
    [InlineData("""{"must":[{"key":"price","range":{"lte":10}}]}""", "1")]
    [InlineData("""{"must":[{"key":"tags","match":{"value":"b"}}]}""", "1,2")]
    [InlineData("""{"must":[{"key":"sizes","range":{"gte":40}}]}""", "2")]
    [InlineData("""{"must":[{"key":"parts[].n","match":{"value":"x"}}]}""", "3")]
    [InlineData("""{"must":[{"key":"parts[1].n","match":{"value":"x"}}]}""", "")]
    [InlineData("""{"must":[{"key":"deep.a.b","match":{"value":7}}]}""", "3")]
    [InlineData("""{"must":[{"key":"\"odd.name\"","match":{"value":1}}]}""", "4")]
    [InlineData("""{"must_not":[{"key":"brand","match":{"value":"truper"}}]}""", "3,4")]
    [InlineData("""{"should":[{"key":"stock","match":{"value":5}},{"key":"brand","match":{"value":"makita"}}]}""", "1,3")]
    [InlineData("""{"must":[{"key":"brand","match":{"value":"truper"}}],"must_not":[{"key":"stock","match":{"value":5}}]}""", "2")]
    [InlineData("""{"must":[{"should":[{"key":"stock","match":{"value":5}},{"key":"stock","match":{"value":6}}]},{"key":"active","match":{"value":true}}]}""", "1")]
    [InlineData("""{"must_not":[{"should":[{"key":"_sync.code","match":{"value":"C1"}},{"key":"_sync.datasource","match":{"value":"d2"}}]}]}""", "3")]
    [InlineData("""{"must":[{"key":"_sync.code","match":{"any":["C1","C3","nope"]}}]}""", "1,3")]
    [InlineData("""{"must":[{"key":"_sync.datasource","match":{"value":"d2"}}]}""", "2,4")]
    [InlineData("""{"must":[{"key":"_sync.datasource","match":{"value":"nope"}}]}""", "")]
    [InlineData("""{"must":[{"key":"_sync.datasource","match":{"value":"d2"}},{"key":"brand","match":{"value":"truper"}}]}""", "2")]
    [InlineData("""{"must":[{"has_id":["00000003-0007-0007-0102-030405060708","00000009-0007-0007-0102-030405060708"]}]}""", "3")]
    [InlineData("""{"must_not":[{"has_id":["00000003-0007-0007-0102-030405060708"]}]}""", "1,2,4")]
    [InlineData("""{"must":[{"has_id":["00000003-0007-0007-0102-030405060708"]},{"key":"brand","match":{"value":"truper"}}]}""", "")]
    [InlineData("{}", "1,2,3,4")]
    public async Task A_filter_passes_what_Qdrant_passes(string filter, string expected)
    {
        await CreateAsync();
        await Store.UpsertAsync(
            Name,
            [
                Point(1, [1, 0, 0, 0], "d1", null, ",\"brand\":\"truper\",\"stock\":5,\"price\":10,\"active\":true,\"tags\":[\"a\",\"b\"]"),
                Point(2, [1, 1, 0, 0], "d2", null, ",\"brand\":\"truper\",\"stock\":6,\"price\":20.25,\"active\":false,\"tags\":\"b\",\"sizes\":[1,45]"),
                Point(3, [1, 1, 1, 0], "d1", null, ",\"brand\":\"makita\",\"price\":99.5,\"active\":true,\"parts\":[{\"n\":\"x\"},{\"n\":\"y\"}],\"deep\":{\"a\":{\"b\":7}}"),
                Point(4, [1, 1, 1, 1], "d2", null, ",\"brand\":null,\"price\":\"12\",\"odd.name\":1"),
            ],
            null,
            None);
        var numbers = expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        Assert.Equal(numbers.Select(Id), await IdsAsync(filter));
        Assert.Equal(numbers.Length, await Store.CountAsync(Name, Where(filter), None));
        var found = await Store.QueryAsync(Name, new VectorQuery(new float[] { 1, 0, 0, 0 }, 10, Where(filter)), None);
        Assert.Equal(numbers.Select(Id), found.Select(point => point.Id));
        await Store.DeleteAsync(Name, Where(filter), null, None);
        Assert.Equal(4 - numbers.Length, await Store.CountAsync(Name, null, None));
    }

    [Theory]
    [InlineData(Distance.Cosine, "1,3,2", "1,0.70710677,0")]
    [InlineData(Distance.Dot, "3,1,2", "10,2,0")]
    [InlineData(Distance.Euclid, "1,2,3", "1,3.1622777,13.453624")]
    [InlineData(Distance.Manhattan, "1,2,3", "1,4,19")]
    public async Task Each_distance_orders_and_scores_as_Qdrant_does(Distance distance, string order, string scores)
    {
        await CreateAsync(2, distance);
        await Store.UpsertAsync(Name, [Point(1, [2, 0]), Point(2, [0, 3]), Point(3, [10, 10])], null, None);
        var found = await Store.QueryAsync(Name, new VectorQuery(new float[] { 1, 0 }, 10), None);
        Assert.Equal(order.Split(',').Select(text => Id(int.Parse(text, CultureInfo.InvariantCulture))), found.Select(point => point.Id));
        foreach (var (expected, point) in scores.Split(',').Zip(found))
        {
            Assert.Equal(float.Parse(expected, CultureInfo.InvariantCulture), point.Score, 5);
        }

        var near = await Store.QueryAsync(Name, new VectorQuery(new float[] { 1, 0 }, 10, null, found[1].Score), None);
        Assert.Equal(2, near.Count);
        Assert.Single(await Store.QueryAsync(Name, new VectorQuery(new float[] { 1, 0 }, 1), None));
    }

    [Fact]
    public async Task A_search_gives_payloads_and_breaks_ties_by_id()
    {
        await CreateAsync();
        await Store.UpsertAsync(Name, [.. Enumerable.Range(0, 40).Reverse().Select(i => Point(i, [1, 1, 0, 0]))], null, None);
        var found = await Store.QueryAsync(Name, new VectorQuery(new float[] { 1, 0, 0, 0 }, 7), None);
        Assert.Equal(Enumerable.Range(0, 7).Select(Id), found.Select(point => point.Id));
        Assert.Equal(Payload("C3"), found[3].Payload.ToArray());
    }

    [Fact]
    public async Task A_missing_collection_is_a_problem_with_its_name()
    {
        var problem = (await Assert.ThrowsAnyAsync<ProblemException>(() => Store.UpsertAsync("nowhere", [Point(1, [1])], null, None))).Problem;
        Assert.Equal(ErrorCatalog.VectorCollectionNotFound, problem.Error);
        Assert.Contains("'nowhere'", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searches_during_writes_see_whole_batches()
    {
        await CreateAsync(8, Distance.Dot);
        const int Batch = 50;
        var done = false;
        var writer = Task.Run(async () =>
        {
            for (var round = 1; round <= 60; round++)
            {
                var text = $",\"round\":{round}";
                await Store.UpsertAsync(Name, [.. Enumerable.Range(0, Batch).Select(i => Point(i, [round, i, 0, 0, 0, 0, 0, 1], extra: text))], null, None);
            }

            Volatile.Write(ref done, true);
        });
        var last = 0;
        while (!Volatile.Read(ref done))
        {
            var found = await Store.QueryAsync(Name, new VectorQuery(new float[] { 1, 0, 0, 0, 0, 0, 0, 0 }, 100), None);
            if (found.Count == 0)
            {
                continue;
            }

            Assert.Equal(Batch, found.Count);
            var round = (int)found[0].Score;
            Assert.True(round >= last);
            last = round;
            Assert.All(found, point =>
            {
                Assert.Equal(round, point.Score);
                Assert.Equal(round, JsonDocument.Parse(point.Payload).RootElement.GetProperty("round").GetInt32());
            });
        }

        await writer;
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(string filter) =>
        [.. (await Store.ScrollAsync(Name, Where(filter), null, 100, false, None)).Points.Select(point => point.Id)];

    private async Task<List<Guid>> ScrollAsync(Filter? filter, int limit)
    {
        var ids = new List<Guid>();
        Guid? from = null;
        do
        {
            var page = await Store.ScrollAsync(Name, filter, from, limit, false, None);
            Assert.True(page.Points.Count <= limit);
            ids.AddRange(page.Points.Select(point => point.Id));
            from = page.Next;
        }
        while (from is not null);
        return ids;
    }
}
