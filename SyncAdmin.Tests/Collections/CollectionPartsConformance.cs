using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using Xunit;
using static SyncAdmin.Tests.Collections.CollectionHouse;

namespace SyncAdmin.Tests.Collections;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>Options, points, payload indexes, aliases and counts of collections.</summary>
public abstract class CollectionPartsConformance(StorageProvider provider) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private CollectionHouse _house = null!;

    public async Task InitializeAsync() => _house = await CollectionHouse.CreateAsync(provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Every_option_is_kept_and_reaches_the_store()
    {
        var spec = new CollectionSpec(8, Distance.Manhattan, 0, 4)
        {
            HnswOnDisk = false,
            OnDisk = true,
            OnDiskPayload = false,
            Quantization = new Quantization(QuantizationKind.Scalar, AlwaysRam: true, Quantile: 0.5),
        };

        var made = (await _house.Manager.CreateAsync("productos", spec, Ana, "c-1", None)).Required();

        Assert.Equal(spec, made.Spec);
        Assert.Equal(spec, (await _house.ViewAsync("productos")).Spec);
        Assert.Equal(spec, (await _house.Manager.InfoAsync("productos", None)).Required().Spec);
        var plain = (await _house.Manager.CreateAsync("plain", new CollectionSpec(8), Ana, "c-1", None)).Required();
        Assert.Equal(new CollectionSpec(8), plain.Spec);
    }

    [Fact]
    public async Task Points_are_paged_in_id_order_filtered_and_counted_with_what_is_ours_apart()
    {
        var physical = (await _house.EnsureAsync("productos")).PhysicalName;
        var source = Guid.NewGuid();
        await _house.AddRecordAsync(physical, source, "A-1");
        await _house.AddPointsAsync(physical, [.. Enumerable.Range(1, 5).Select(number => (ForeignId(number), $$"""{"n":{{number}}}"""))]);

        var first = (await _house.Points.QueryAsync("productos", new PointQuery(Limit: 4), None)).Required();
        var second = (await _house.Points.QueryAsync("productos", new PointQuery(Limit: 4, From: first.Next), None)).Required();
        var filtered = (await _house.Points.QueryAsync("productos", new PointQuery(Where("_sync.code", "A-1"), WithVector: true), None)).Required();

        Assert.Equal((6L, 4, 2), (first.Total, first.Items.Count, second.Items.Count));
        Assert.Null(second.Next);
        Assert.Equal(6, first.Items.Concat(second.Items).Select(point => point.Id).Distinct().Count());
        var record = Assert.Single(filtered.Items);
        Assert.Equal(1, filtered.Total);
        Assert.Equal((source, "A-1"), (record.Sync!.Value.GetProperty("datasource").GetGuid(), record.Sync.Value.GetProperty("key").GetString()));
        Assert.Equal("""{"name":"A-1"}""", record.Payload.GetRawText());
        Assert.Equal(8, record.Vector!.Value.Length);
        Assert.All(first.Items, point => Assert.Null(point.Vector));
        Assert.Null(first.Items[0].Sync);
    }

    [Fact]
    public async Task One_point_is_found_by_its_uuid_only()
    {
        var physical = (await _house.EnsureAsync("productos")).PhysicalName;
        await _house.AddPointsAsync(physical, (ForeignId(1), """{"n":1}"""));

        Assert.Equal("""{"n":1}""", (await _house.Points.GetAsync("productos", ForeignId(1).ToString("N"), false, None)).Required().Payload.GetRawText());
        Assert.Equal(ErrorCatalog.PointNotFound, (await _house.Points.GetAsync("productos", ForeignId(2).ToString(), false, None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.PointIdInvalid, (await _house.Points.GetAsync("productos", "42", false, None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionNotFound, (await _house.Points.GetAsync("nothing", ForeignId(1).ToString(), false, None)).Problem!.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_has_1_to_1000_points(int limit) =>
        Assert.Contains($"{limit}", (await _house.Points.QueryAsync("x", new PointQuery(Limit: limit), None)).Problem!.Detail, StringComparison.Ordinal);

    [Fact]
    public async Task A_payload_index_is_made_changed_and_dropped_and_each_is_audited()
    {
        await _house.EnsureAsync("productos");

        Assert.True((await _house.Manager.SetIndexAsync("productos", "brand", "keyword", Ana, "c-1", None)).Required());
        Assert.Equal(("collection.index", null, """{"field":"brand","schema":"keyword"}"""), await _house.LastAuditAsync());
        Assert.True((await _house.Manager.SetIndexAsync("productos", "brand", "text", Ana, "c-1", None)).Required());
        Assert.Equal(("collection.index", """{"field":"brand","schema":"keyword"}""", """{"field":"brand","schema":"text"}"""), await _house.LastAuditAsync());
        Assert.Equal("text", (await _house.Manager.InfoAsync("productos", None)).Required().PayloadIndexes["brand"]);
        Assert.True((await _house.Manager.DropIndexAsync("productos", "brand", Ana, "c-1", None)).Required());
        Assert.Equal(("collection.unindex", """{"field":"brand","schema":"text"}""", null), await _house.LastAuditAsync());
        Assert.Equal(ErrorCatalog.PayloadIndexNotFound, (await _house.Manager.DropIndexAsync("productos", "brand", Ana, "c-1", None)).Problem!.Error);
    }

    [Fact]
    public async Task The_engines_own_indexes_stay_and_nonsense_is_refused()
    {
        await _house.EnsureAsync("productos");

        Assert.Equal(ErrorCatalog.PayloadIndexOwn, (await _house.Manager.DropIndexAsync("productos", "_sync.code", Ana, "c-1", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.PayloadIndexOwn, (await _house.Manager.SetIndexAsync("productos", "_sync.code", "text", Ana, "c-1", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.PayloadIndexInvalid, (await _house.Manager.SetIndexAsync("productos", "brand", "varchar", Ana, "c-1", None)).Problem!.Error);
        Assert.Equal(ErrorCatalog.PayloadIndexInvalid, (await _house.Manager.SetIndexAsync("productos", "a..b", "keyword", Ana, "c-1", None)).Problem!.Error);
        Assert.Equal(2, (await _house.Manager.InfoAsync("productos", None)).Required().PayloadIndexes.Count);
    }

    [Fact]
    public async Task A_collection_is_found_by_its_aliases_which_can_move_and_go()
    {
        var tools = await _house.EnsureAsync("tools");
        var toys = await _house.EnsureAsync("toys");

        Assert.True((await _house.Manager.SetAliasAsync("tools", "shop", Ana, "c-1", None)).Required());
        Assert.Equal(tools.Id, (await _house.Manager.FindAsync("shop", None)).Required().Id);
        Assert.Equal(["shop"], (await _house.Manager.InfoAsync("tools", None)).Required().Aliases);
        Assert.True((await _house.Manager.SetAliasAsync("toys", "shop", Ana, "c-1", None)).Required());
        Assert.Equal(("collection.alias", """{"alias":"shop","collection":"tools__v1"}""", """{"alias":"shop","collection":"toys__v1"}"""), await _house.LastAuditAsync());
        Assert.Equal(toys.Id, (await _house.Manager.FindAsync("shop", None)).Required().Id);
        Assert.Equal(ErrorCatalog.AliasNotFound, (await _house.Manager.DropAliasAsync("tools", "shop", Ana, "c-1", None)).Problem!.Error);
        Assert.True((await _house.Manager.DropAliasAsync("toys", "shop", Ana, "c-1", None)).Required());
        Assert.Equal(ErrorCatalog.CollectionNotFound, (await _house.Manager.FindAsync("shop", None)).Problem!.Error);
    }

    [Fact]
    public async Task An_alias_that_is_something_else_is_refused_with_what_it_is()
    {
        await _house.EnsureAsync("tools");
        await _house.EnsureAsync("toys");
        await _house.MakeForeignAsync("legacy");
        await _house.Store.UpdateAliasesAsync([new AliasAction("theirs", "legacy")], None);
        await _house.AddFeederAsync("erp", "planned");

        async Task<Problem?> SetAsync(string alias) => (await _house.Manager.SetAliasAsync("tools", alias, Ana, "c-1", None)).Problem;

        Assert.Equal((ErrorCatalog.AliasTaken, true), ((await SetAsync("toys"))!.Error, (await SetAsync("toys"))!.Detail.Contains("own name", StringComparison.Ordinal)));
        Assert.Equal(ErrorCatalog.AliasTaken, (await SetAsync("tools"))!.Error);
        Assert.Equal(ErrorCatalog.AliasTaken, (await SetAsync("legacy"))!.Error);
        Assert.Equal(ErrorCatalog.AliasTaken, (await SetAsync("theirs"))!.Error);
        Assert.Contains("erp", (await SetAsync("planned"))!.Detail, StringComparison.Ordinal);
        Assert.Equal(ErrorCatalog.CollectionNameInvalid, (await SetAsync("a b"))!.Error);
        Assert.Equal(ErrorCatalog.AliasNotFound, (await _house.Manager.DropAliasAsync("tools", "tools", Ana, "c-1", None)).Problem!.Error);
        Assert.Equal("legacy", (await _house.Store.ListAliasesAsync(None))["theirs"]);
    }

    [Fact]
    public async Task An_alias_is_neither_enough_to_delete_by_nor_a_collection_to_sync_into()
    {
        await _house.EnsureAsync("tools");
        await _house.Manager.SetAliasAsync("tools", "shop", Ana, "c-1", None);

        Assert.Equal(ErrorCatalog.CollectionNameIsAlias, (await _house.DeleteAsync("shop", force: true)).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionNameIsAlias, (await _house.Manager.EnsureAsync("shop", Model, None)).Problem!.Error);
        Assert.True((await _house.Manager.GetAsync("tools", None)).Succeeded);
    }

    [Fact]
    public async Task Who_feeds_a_collection_is_told_with_it()
    {
        await _house.EnsureAsync("tools");
        await _house.EnsureAsync("toys");
        await _house.AddFeederAsync("shop b", "tools");
        var first = await _house.AddFeederAsync("shop a", "tools");

        var list = await _house.Manager.ListAsync(1, 10, None);

        Assert.Equal(["shop a", "shop b"], list.Items[0].Datasources.Select(feeder => feeder.Name));
        Assert.Equal(first.Id, list.Items[0].Datasources[0].Id);
        Assert.Empty(list.Items[1].Datasources);
        Assert.Equal(2, (await _house.Manager.InfoAsync("tools", None)).Required().Datasources.Count);
    }

    [Fact]
    public async Task While_the_store_is_away_the_last_count_is_shown_with_the_reason()
    {
        await _house.EnsureAsync("a");
        await _house.EnsureAsync("b");
        await _house.AddPointsAsync("a__v1", (ForeignId(1), "{}"));
        await _house.Manager.NoteCountAsync((await _house.Manager.FindAsync("a", None)).Required(), None);
        using var away = _house.NewManager(DescribingStore.Around(
            _house.Store, (_, _) => throw new ProblemException(new Problem(ErrorCatalog.VectorDiskFailed, "Away."))));

        var list = await away.ListAsync(1, 50, None);

        Assert.All(list.Items, view => Assert.Equal((null, null, "Away."), (view.TotalPoints, view.Status, view.StoreProblem!.Detail)));
        Assert.Equal((1L, true), (list.Items[0].LastCount!.Points, list.Items[1].LastCount is null));
    }

    [Fact]
    public async Task One_collection_that_is_missing_says_so_and_the_others_are_counted()
    {
        await _house.EnsureAsync("a");
        await _house.EnsureAsync("b");
        await _house.Store.DeleteCollectionAsync("a__v1", None);

        var list = await _house.Manager.ListAsync(1, 10, None);

        Assert.Equal(ErrorCatalog.CollectionMissingInStore, list.Items[0].StoreProblem!.Error);
        Assert.Equal((0L, "green", null), (list.Items[1].TotalPoints, list.Items[1].Status, list.Items[1].StoreProblem));
    }
}
