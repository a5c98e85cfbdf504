using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Collections;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>The life of collections in a Qdrant, each of whose calls is one of its OpenAPI document.</summary>
public sealed class CollectionsOnQdrantTests(QdrantOpenApi openApi) : IClassFixture<QdrantOpenApi>, IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private FakeQdrant _qdrant = null!;
    private CollectionHouse _house = null!;

    public async Task InitializeAsync()
    {
        _qdrant = await FakeQdrant.StartAsync();
        _qdrant.KeepsCalls = true;
        _house = await CollectionHouse.CreateAsync(StorageProvider.Sqlite, _qdrant);
    }

    public async Task DisposeAsync()
    {
        await _house.DisposeAsync();
        await _qdrant.DisposeAsync();
        await openApi.CheckAsync(_qdrant.Calls);
    }

    [Fact]
    public async Task One_is_made_described_and_deleted()
    {
        await _house.EnsureAsync("productos");
        await _house.AddRecordAsync("productos__v1", Guid.NewGuid(), "7");
        var info = (await _house.Manager.InfoAsync("productos", None)).Required();
        Assert.Equal(("productos__v1", 8, Distance.Cosine, 1L, "green"), (info.PhysicalName, info.Spec.VectorSize, info.Spec.Distance, info.PointCount, info.Status));
        Assert.Equal(["_sync.code", "_sync.datasource"], info.PayloadIndexes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("productos__v1", (await _house.Store.ListAliasesAsync(None))["productos"]);
        Assert.Equal(1, (await _house.ViewAsync("productos")).TotalPoints);

        (await _house.DeleteAsync("productos")).Required();
        Assert.Empty(await _house.Store.ListCollectionsAsync(None));
        Assert.Empty(await _house.Store.ListAliasesAsync(None));
    }

    [Fact]
    public async Task One_of_somebody_else_is_adopted_with_its_options()
    {
        var spec = new CollectionSpec(8, Distance.Dot, 24, 200) { OnDisk = true, HnswOnDisk = false, OnDiskPayload = true, Quantization = new Quantization(QuantizationKind.Scalar, true, 0.95) };
        await _house.MakeForeignAsync("legacy", 3, spec);
        var adoptable = Assert.Single(await _house.Manager.AdoptableAsync(None));
        Assert.Equal(("legacy", 3L), (adoptable.Name, adoptable.TotalPoints));

        var adopted = (await _house.AdoptAsync("legacy", "heritage")).Required();
        Assert.Equal(("heritage", "legacy", 3L), (adopted.Name, adopted.PhysicalName, adopted.TotalPoints));
        Assert.Equal(spec, adopted.Spec);

        (await _house.DeleteAsync("heritage")).Required();
        Assert.Equal(3, await _house.Store.CountAsync("legacy", null, None));
        Assert.Empty(await _house.Store.ListAliasesAsync(None));
    }

    [Fact]
    public async Task One_whose_points_can_not_be_ours_is_not_adopted()
    {
        await _house.MakeForeignAsync("legacy");
        _qdrant.AnswersNext("/points/scroll", """{"result":{"points":[{"id":42,"payload":null,"vector":null}],"next_page_offset":43},"status":"ok","time":0}""");
        var refused = await _house.AdoptAsync("legacy");
        Assert.Equal(ErrorCatalog.CollectionNotAdoptable, refused.Problem!.Error);
        Assert.Contains("42", refused.Problem.Detail, StringComparison.Ordinal);
    }
}
