using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using Xunit;
using static SyncAdmin.Tests.Collections.CollectionHouse;

namespace SyncAdmin.Tests.Collections;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>Collections that were in the store before SyncAdmin came.</summary>
public abstract class AdoptionConformance(StorageProvider provider, VectorsProvider store = VectorsProvider.Embedded) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private CollectionHouse _house = null!;

    public async Task InitializeAsync() => _house = await CollectionHouse.CreateAsync(provider, store);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task It_keeps_its_name_shape_and_points_and_needs_no_alias()
    {
        var spec = new CollectionSpec(8, Distance.Dot, 24, 200)
        {
            HnswOnDisk = true,
            OnDisk = true,
            OnDiskPayload = false,
            Quantization = new Quantization(QuantizationKind.Scalar, AlwaysRam: true, Quantile: 0.95),
        };
        await _house.MakeForeignAsync("legacy", 3, spec);

        var adopted = (await _house.AdoptAsync("legacy")).Required();

        Assert.Equal(("legacy", "legacy", true, 3L), (adopted.Name, adopted.PhysicalName, adopted.Adopted, adopted.TotalPoints));
        Assert.Equal(spec, adopted.Spec);
        Assert.Equal(3, adopted.LastCount!.Points);
        Assert.Null(adopted.Embedding);
        Assert.Equal(ErrorCatalog.CollectionModelUnknown, adopted.Warning!.Error);
        Assert.Empty(await _house.Store.ListAliasesAsync(None));
        Assert.Equal(["_sync.code", "_sync.datasource"], (await _house.Manager.InfoAsync("legacy", None)).Required().PayloadIndexes.Keys.Order(StringComparer.Ordinal));
        var (action, before, after) = await _house.LastAuditAsync();
        Assert.Equal(("collection.adopt", null), (action, before));
        Assert.Contains("legacy", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_name_is_made_as_an_alias_and_the_physical_one_stays()
    {
        await _house.MakeForeignAsync("legacy data__v3");

        var named = (await _house.AdoptAsync("legacy data__v3", "productos")).Required();

        Assert.Equal(("productos", "legacy data__v3"), (named.Name, named.PhysicalName));
        Assert.Equal("legacy data__v3", (await _house.Store.ListAliasesAsync(None))["productos"]);
        Assert.Equal(named.Id, (await _house.EnsureAsync("productos")).Id);
    }

    [Fact]
    public async Task What_a_lost_state_database_left_is_taken_back_and_the_name_counts_on_above_it()
    {
        await _house.MakeForeignAsync("productos__v7");
        Assert.Equal("productos__v7", (await _house.AdoptAsync("productos__v7", "productos")).Required().PhysicalName);

        Assert.True((await _house.DeleteAsync("productos")).Required());

        Assert.Equal("productos__v8", (await _house.EnsureAsync("productos")).PhysicalName);
    }

    [Fact]
    public async Task The_first_sync_takes_the_points_for_its_models_and_the_warning_stays_until_a_person_confirms()
    {
        await _house.MakeForeignAsync("legacy");
        await _house.AdoptAsync("legacy");

        var ensured = await _house.EnsureAsync("legacy");

        Assert.Equal("legacy", ensured.PhysicalName);
        var view = await _house.ViewAsync("legacy");
        Assert.Equal(Model, view.Embedding);
        Assert.Contains(Model.ToString(), view.Warning!.Detail, StringComparison.Ordinal);
        var confirmed = (await _house.Manager.StateModelAsync("legacy", Model, Ana, "c-1", None)).Required();
        Assert.Null(confirmed.Warning);
        Assert.Equal("collection.model", (await _house.LastAuditAsync()).Action);
    }

    [Fact]
    public async Task A_model_stated_when_it_is_adopted_is_the_only_one_that_may_sync_into_it()
    {
        await _house.MakeForeignAsync("legacy");
        var stated = new ModelFingerprint("openai", "text-embedding-3-small", 8, 1);

        var adopted = (await _house.AdoptAsync("legacy", model: stated)).Required();

        Assert.Equal((stated, null), (adopted.Embedding, adopted.Warning));
        var refused = await _house.Manager.EnsureAsync("legacy", Model, None);
        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, refused.Problem!.Error);
    }

    [Fact]
    public async Task A_model_of_another_length_is_refused_at_every_door()
    {
        await _house.MakeForeignAsync("legacy");
        var longer = Model with { Dimensions = 16 };

        Assert.Equal(ErrorCatalog.CollectionSpecInvalid, (await _house.AdoptAsync("legacy", model: longer)).Problem!.Error);
        await _house.AdoptAsync("legacy");
        Assert.Equal(ErrorCatalog.CollectionSpecInvalid, (await _house.Manager.StateModelAsync("legacy", longer, Ana, "c-1", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, (await _house.Manager.EnsureAsync("legacy", longer, None)).Problem!.Error);
    }

    [Fact]
    public async Task A_model_can_be_stated_otherwise_until_something_was_synced()
    {
        await _house.MakeForeignAsync("legacy");
        await _house.AdoptAsync("legacy");
        var wrong = Model with { Model = "typo" };
        Assert.Equal(wrong, (await _house.Manager.StateModelAsync("legacy", wrong, Ana, "c-1", None)).Required().Embedding);
        Assert.Equal(Model, (await _house.Manager.StateModelAsync("legacy", Model, Ana, "c-2", None)).Required().Embedding);

        await _house.AddRecordAsync("legacy", Guid.NewGuid(), "1");

        Assert.Equal(ErrorCatalog.CollectionModelSettled, (await _house.Manager.StateModelAsync("legacy", wrong, Ana, "c-3", None)).Problem!.Error);
    }

    [Fact]
    public async Task Deleting_it_deletes_what_was_synced_and_nothing_else()
    {
        await _house.MakeForeignAsync("legacy");
        await _house.AddPointsAsync("legacy", (ForeignId(9), $$$"""{"_sync":{"datasource":"{{{Guid.NewGuid()}}}","key":"k"}}"""));
        await _house.AdoptAsync("legacy", "productos");
        var ours = Guid.NewGuid();
        await _house.AddRecordAsync("legacy", ours, "1");
        await _house.AddRecordAsync("legacy", ours, "2");

        Assert.True((await _house.DeleteAsync("productos")).Required());

        Assert.Equal([ForeignId(1), ForeignId(2), ForeignId(3), ForeignId(9)], await _house.IdsAsync("legacy"));
        Assert.Empty(await _house.Store.ListAliasesAsync(None));
        Assert.Empty(await _house.State.AllAsync<LedgerEntry>());
        Assert.Empty(await _house.State.AllAsync<LedgerScopeEntry>());
        Assert.Empty(await _house.State.AllAsync<Collection>());
    }

    [Theory]
    [InlineData(nameof(IVectorStore.UpdateAliasesAsync))]
    [InlineData(nameof(IVectorStore.DeleteAsync))]
    public async Task A_crash_while_giving_it_back_is_healed_by_deleting_again(string step)
    {
        await _house.MakeForeignAsync("legacy");
        await _house.AdoptAsync("legacy", "productos");
        await _house.AddRecordAsync("legacy", Guid.NewGuid(), "1");
        _house.Breaking.BreakAt(step, afterIt: true);
        await Assert.ThrowsAsync<IOException>(() => _house.DeleteAsync("productos"));

        Assert.True((await _house.DeleteAsync("productos")).Required());

        Assert.Equal(3, (await _house.IdsAsync("legacy")).Count);
        Assert.Equal(["legacy"], (await _house.Manager.AdoptableAsync(None)).Select(found => found.Name));
    }

    [Theory]
    [InlineData(nameof(IVectorStore.CreatePayloadIndexAsync))]
    [InlineData(nameof(IVectorStore.UpdateAliasesAsync))]
    public async Task A_crash_while_adopting_heals_with_its_first_sync(string step)
    {
        await _house.MakeForeignAsync("legacy");
        _house.Breaking.BreakAt(step, afterIt: false);
        await Assert.ThrowsAsync<IOException>(() => _house.AdoptAsync("legacy", "productos"));

        Assert.Equal("legacy", (await _house.EnsureAsync("productos")).PhysicalName);

        Assert.Equal("legacy", (await _house.Store.ListAliasesAsync(None))["productos"]);
        Assert.Equal(2, (await _house.Manager.InfoAsync("productos", None)).Required().PayloadIndexes.Count);
    }

    [Fact]
    public async Task One_that_the_store_lost_becomes_an_ordinary_one()
    {
        await _house.MakeForeignAsync("legacy");
        await _house.AdoptAsync("legacy");
        await _house.Store.DeleteCollectionAsync("legacy", None);

        var made = await _house.EnsureAsync("legacy");

        Assert.Equal(("legacy__v1", false), (made.PhysicalName, made.Adopted));
        Assert.Null((await _house.ViewAsync("legacy")).Warning);
    }

    [Fact]
    public async Task What_is_not_ours_is_listed_and_told_whether_it_can_be_adopted()
    {
        await _house.MakeForeignAsync("b");
        await _house.MakeForeignAsync("a", 2);
        await _house.EnsureAsync("productos");
        await _house.MakeForeignAsync("productos__v9");
        await _house.AdoptAsync("b");

        var found = await _house.Manager.AdoptableAsync(None);

        Assert.Equal([("a", 2L, null), ("productos__v9", 3L, "is another version of collection 'productos'")], found.Select(each => (each.Name, each.TotalPoints, each.Reason)));
    }

    [Fact]
    public async Task What_can_not_be_adopted_is_refused_with_the_reason()
    {
        await _house.MakeForeignAsync("legacy");
        await _house.MakeForeignAsync("other");
        await _house.Store.UpdateAliasesAsync([new AliasAction("shop", "legacy"), new AliasAction("taken", "other")], None);
        await _house.EnsureAsync("productos");
        await _house.MakeForeignAsync("productos__v9");
        await _house.MakeForeignAsync("mixed up");

        async Task RefusedAsync(ErrorDefinition error, string named, string physicalName, string? alias = null)
        {
            var refused = await _house.AdoptAsync(physicalName, alias);
            Assert.Equal((error.Code, true), (refused.Problem?.Code, refused.Problem?.Detail.Contains(named, StringComparison.Ordinal)));
        }

        await RefusedAsync(ErrorCatalog.VectorCollectionNotFound, "nothing", "nothing");
        await RefusedAsync(ErrorCatalog.CollectionNotAdoptable, "'legacy'", "shop");
        await RefusedAsync(ErrorCatalog.CollectionExists, "'productos'", "productos__v1");
        await RefusedAsync(ErrorCatalog.CollectionNotAdoptable, "another version", "productos__v9");
        await RefusedAsync(ErrorCatalog.CollectionNameInvalid, "blank", "mixed up");
        await RefusedAsync(ErrorCatalog.CollectionExists, "'productos'", "legacy", "productos");
        await RefusedAsync(ErrorCatalog.AliasTaken, "'other'", "legacy", "other");
        await RefusedAsync(ErrorCatalog.AliasTaken, "'other'", "legacy", "taken");
        Assert.True((await _house.AdoptAsync("legacy", "shop")).Succeeded);
        await RefusedAsync(ErrorCatalog.CollectionExists, "'shop'", "legacy");
    }

    [Fact]
    public async Task A_shape_that_the_engine_can_not_write_is_refused_with_the_stores_reason()
    {
        await _house.MakeForeignAsync("legacy");
        using var manager = _house.NewManager(DescribingStore.Around(
            _house.Store,
            async (name, token) => (await _house.Store.GetCollectionAsync(name, token))! with { Unusable = "has the named vectors text and image" }));

        var refused = await manager.AdoptAsync("legacy", null, null, Ana, "c-1", None);

        Assert.Equal((ErrorCatalog.CollectionNotAdoptable, "'legacy' has the named vectors text and image."), (refused.Problem!.Error, refused.Problem.Detail));
        Assert.Equal("has the named vectors text and image", Assert.Single(await manager.AdoptableAsync(None)).Reason);
    }

    [Fact]
    public async Task Points_that_the_store_can_not_give_us_are_a_reason_too()
    {
        await _house.MakeForeignAsync("legacy");
        _house.Breaking.BreakAt(nameof(IVectorStore.ScrollAsync), afterIt: false, new ProblemException(new Problem(ErrorCatalog.QdrantIdNotUuid, "There is a point with the id 42.")));

        var refused = await _house.AdoptAsync("legacy");

        Assert.Equal(ErrorCatalog.CollectionNotAdoptable, refused.Problem!.Error);
        Assert.Contains("the id 42", refused.Problem.Detail, StringComparison.Ordinal);
    }
}
