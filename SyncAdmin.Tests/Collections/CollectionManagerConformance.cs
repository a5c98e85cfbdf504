using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Storage;
using Xunit;
using static SyncAdmin.Tests.Collections.CollectionHouse;

namespace SyncAdmin.Tests.Collections;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>The collection manager on a real state database and the embedded store.</summary>
public abstract class CollectionManagerConformance(StorageProvider provider) : IAsyncLifetime
{
    private CollectionHouse _house = null!;

    public async Task InitializeAsync() => _house = await CollectionHouse.CreateAsync(provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task The_first_sync_makes_the_collection_under_version_1_with_alias_and_indexes()
    {
        var made = (await EnsureAsync("productos")).Required();

        Assert.Equal("productos__v1", made.PhysicalName);
        Assert.Equal(Model.ToString(), (await _house.ViewAsync("productos")).Embedding!.ToString());
        var info = (await _house.Manager.InfoAsync("productos", CancellationToken.None)).Required();
        Assert.Equal("keyword", info.PayloadIndexes["_sync.code"]);
        Assert.Equal("keyword", info.PayloadIndexes["_sync.datasource"]);
        Assert.Equal(new CollectionSpec(8), info.Spec);
        Assert.Equal("productos__v1", (await _house.Store.ListAliasesAsync(CancellationToken.None))["productos"]);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("productos\0")]
    [InlineData("..")]
    [InlineData("productos__v1\0")]
    public async Task A_name_that_no_collection_can_have_is_not_found(string name)
    {
        (await EnsureAsync("productos")).Required();

        Assert.Equal(ErrorCatalog.CollectionNotFound, (await _house.Manager.FindAsync(name, CancellationToken.None)).Problem?.Error);
        Assert.Equal(ErrorCatalog.CollectionNotFound, (await _house.Manager.DeleteAsync(name, force: true, Ana, null, CancellationToken.None)).Problem?.Error);
    }

    [Fact]
    public async Task Later_syncs_find_it_as_it_is()
    {
        var first = (await EnsureAsync("productos")).Required();
        await _house.AddPointsAsync(first.PhysicalName, (Guid.NewGuid(), "{}"));

        var second = (await EnsureAsync("productos")).Required();

        Assert.Equal((first.Id, first.PhysicalName), (second.Id, second.PhysicalName));
        Assert.Equal(1, (await _house.ViewAsync("productos")).TotalPoints);
    }

    [Fact]
    public async Task Two_first_syncs_at_once_share_one_collection()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EnsureAsync("productos")));

        Assert.Single(made.Select(outcome => outcome.Required().PhysicalName).Distinct(StringComparer.Ordinal));
        Assert.Equal(["productos__v1"], await _house.Store.ListCollectionsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Two_replicas_first_syncs_at_once_share_one_collection()
    {
        using var other = _house.NewManager(state: _house.State.OpenAnother());

        var made = await Task.WhenAll(EnsureAsync("productos"), other.EnsureAsync("productos", Model, CancellationToken.None));

        Assert.Equal(made[0].Required().Id, made[1].Required().Id);
        var row = Assert.Single(await _house.State.AllAsync<Collection>());
        Assert.Equal(row.PhysicalName, (await _house.Store.ListAliasesAsync(CancellationToken.None))["productos"]);
    }

    [Theory]
    [InlineData("openai", "text-embedding-3-small", 8, 1)]
    [InlineData("local", "hashed-ngrams", 16, 1)]
    [InlineData("local", "hashed-ngrams", 8, 2)]
    public async Task Another_model_is_refused_and_both_are_named(string other, string name, int dimensions, int version)
    {
        await EnsureAsync("productos");
        var fingerprint = new ModelFingerprint(other, name, dimensions, version);

        var refused = await _house.Manager.EnsureAsync("productos", fingerprint, CancellationToken.None);

        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, refused.Problem!.Error);
        Assert.Contains(Model.ToString(), refused.Problem.Detail, StringComparison.Ordinal);
        Assert.Contains(fingerprint.ToString(), refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_made_by_hand_takes_the_model_of_its_first_sync_if_the_length_fits()
    {
        var made = (await _house.Manager.CreateAsync("productos", new CollectionSpec(8, Distance.Dot, HnswM: 32), Ana, "c-1", CancellationToken.None)).Required();
        Assert.Null(made.Embedding);

        var tooLong = await _house.Manager.EnsureAsync("productos", Model with { Dimensions = 16 }, CancellationToken.None);
        var synced = (await EnsureAsync("productos")).Required();

        Assert.Contains("8 numbers", tooLong.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal((made.Id, Distance.Dot), (synced.Id, synced.Distance));
        Assert.Equal(Model, (await _house.ViewAsync("productos")).Embedding);
    }

    [Theory]
    [InlineData(nameof(IVectorStore.CreateCollectionAsync), false)]
    [InlineData(nameof(IVectorStore.CreateCollectionAsync), true)]
    [InlineData(nameof(IVectorStore.CreatePayloadIndexAsync), false)]
    [InlineData(nameof(IVectorStore.CreatePayloadIndexAsync), true)]
    [InlineData(nameof(IVectorStore.UpdateAliasesAsync), false)]
    [InlineData(nameof(IVectorStore.UpdateAliasesAsync), true)]
    public async Task A_crash_while_making_it_heals_with_the_next_call(string step, bool afterTheStep)
    {
        _house.Breaking.BreakAt(step, afterTheStep);
        await Assert.ThrowsAsync<IOException>(() => EnsureAsync("productos"));

        var healed = (await EnsureAsync("productos")).Required();

        Assert.Equal(healed.PhysicalName, (await _house.Store.ListAliasesAsync(CancellationToken.None))["productos"]);
        Assert.Equal(2, (await _house.Manager.InfoAsync("productos", CancellationToken.None)).Required().PayloadIndexes.Count);
        Assert.Equal([healed.PhysicalName], await _house.Store.ListCollectionsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Making_one_by_hand_may_be_repeated_after_a_crash_but_not_after_success()
    {
        _house.Breaking.BreakAt(nameof(IVectorStore.CreateCollectionAsync), afterIt: false);
        await Assert.ThrowsAsync<IOException>(() => _house.Manager.CreateAsync("productos", new CollectionSpec(8), Ana, "c-1", CancellationToken.None));

        Assert.True((await _house.Manager.CreateAsync("productos", new CollectionSpec(8), Ana, "c-1", CancellationToken.None)).Succeeded);
        Assert.Equal(ErrorCatalog.CollectionExists, (await _house.Manager.CreateAsync("productos", new CollectionSpec(8), Ana, "c-1", CancellationToken.None)).Problem!.Error);
    }

    [Fact]
    public async Task Who_made_and_who_deleted_it_is_audited_and_what_a_sync_makes_is_not()
    {
        await EnsureAsync("synced");
        await _house.Manager.CreateAsync("productos", new CollectionSpec(8), Ana, "c-1", CancellationToken.None);
        await _house.Manager.DeleteAsync("productos", force: false, Ana, "c-2", CancellationToken.None);

        var entries = (await _house.State.AllAsync<AuditEntry>()).OrderBy(entry => entry.Id).Select(entry => (entry.Action, entry.SubjectId, entry.ActorId, entry.CorrelationId));
        Assert.Equal([("collection.create", "productos", "ana", "c-1"), ("collection.delete", "productos", "ana", "c-2")], entries);
    }

    [Fact]
    public async Task A_physical_name_is_never_used_twice()
    {
        var first = (await EnsureAsync("productos")).Required();
        Assert.True((await _house.Manager.DeleteAsync("productos", force: false, Ana, "c-1", CancellationToken.None)).Required());

        var second = (await EnsureAsync("productos")).Required();

        Assert.Equal(("productos__v1", "productos__v2"), (first.PhysicalName, second.PhysicalName));
        Assert.Equal(["productos__v2"], await _house.Store.ListCollectionsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_collection_that_the_store_lost_is_made_under_a_new_name_and_its_ledger_forgotten()
    {
        var lost = (await EnsureAsync("productos")).Required();
        await AddLedgerRowsAsync(lost.PhysicalName, 3);
        await _house.Store.DeleteCollectionAsync(lost.PhysicalName, CancellationToken.None);
        Assert.Null((await _house.ViewAsync("productos")).TotalPoints);

        var made = (await EnsureAsync("productos")).Required();

        Assert.Equal((lost.Id, "productos__v2"), (made.Id, made.PhysicalName));
        Assert.Empty(await _house.State.AllAsync<LedgerEntry>());
    }

    [Fact]
    public async Task What_an_earlier_life_left_in_the_store_is_passed_over()
    {
        await _house.Store.CreateCollectionAsync("productos__v7", new CollectionSpec(8), CancellationToken.None);
        await _house.Store.UpdateAliasesAsync([new AliasAction("productos", "productos__v7")], CancellationToken.None);

        var made = (await EnsureAsync("productos")).Required();

        Assert.Equal("productos__v8", made.PhysicalName);
        Assert.Equal("productos__v8", (await _house.Store.ListAliasesAsync(CancellationToken.None))["productos"]);
    }

    [Fact]
    public async Task Somebody_elses_collection_or_alias_is_left_alone()
    {
        await _house.Store.CreateCollectionAsync("clientes", new CollectionSpec(4), CancellationToken.None);
        await _house.Store.UpdateAliasesAsync([new AliasAction("pedidos", "clientes")], CancellationToken.None);

        Assert.Equal(ErrorCatalog.CollectionNameForeign, (await EnsureAsync("clientes")).Problem!.Error);
        Assert.Equal(ErrorCatalog.CollectionNameForeign, (await EnsureAsync("pedidos")).Problem!.Error);
        Assert.Empty(await _house.State.AllAsync<Collection>());
    }

    [Fact]
    public async Task Deleting_removes_points_alias_and_only_its_own_ledger_rows()
    {
        var mine = (await EnsureAsync("productos")).Required();
        var other = (await EnsureAsync("otros")).Required();
        await AddLedgerRowsAsync(mine.PhysicalName, 4100);
        await AddLedgerRowsAsync(other.PhysicalName, 2);

        await _house.Manager.DeleteAsync("productos", force: false, Ana, "c-1", CancellationToken.None);

        Assert.Equal(["otros__v1"], await _house.Store.ListCollectionsAsync(CancellationToken.None));
        Assert.Equal(["otros"], (await _house.Store.ListAliasesAsync(CancellationToken.None)).Keys);
        Assert.Equal("otros__v1", Assert.Single(await _house.State.AllAsync<LedgerScopeEntry>()).Collection);
        Assert.Equal(2, await _house.State.ScalarAsync<long>("SELECT COUNT(*) FROM record_ledger"));
        Assert.Equal(ErrorCatalog.CollectionNotFound, (await _house.Manager.GetAsync("productos", CancellationToken.None)).Problem!.Error);
    }

    [Fact]
    public async Task A_collection_that_a_datasource_feeds_is_deleted_only_by_force()
    {
        await EnsureAsync("productos");
        var feeder = TestState.NewDatasource("tienda");
        feeder.QdrantCollection = "productos";
        await _house.State.AddAsync(feeder);

        var refused = await _house.Manager.DeleteAsync("productos", force: false, Ana, "c-1", CancellationToken.None);
        var forced = await _house.Manager.DeleteAsync("productos", force: true, Ana, "c-1", CancellationToken.None);

        Assert.Equal(ErrorCatalog.CollectionInUse, refused.Problem!.Error);
        Assert.Contains("tienda", refused.Problem.Detail, StringComparison.Ordinal);
        Assert.True(forced.Required());
        Assert.Single(await _house.State.AllAsync<Datasource>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_while_deleting_it_is_healed_by_deleting_again(bool afterTheStore)
    {
        await EnsureAsync("productos");
        _house.Breaking.BreakAt(nameof(IVectorStore.DeleteCollectionAsync), afterTheStore);
        await Assert.ThrowsAsync<IOException>(() => _house.Manager.DeleteAsync("productos", force: false, Ana, "c-1", CancellationToken.None));

        Assert.True((await _house.Manager.DeleteAsync("productos", force: false, Ana, "c-1", CancellationToken.None)).Required());

        Assert.Empty(await _house.State.AllAsync<Collection>());
        Assert.Empty(await _house.Store.ListCollectionsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_those_that_exist()
    {
        Assert.Contains("there is none yet", (await _house.Manager.FindAsync("x", CancellationToken.None)).Problem!.Detail, StringComparison.Ordinal);
        await EnsureAsync("b");
        await EnsureAsync("a");

        Assert.Contains("there are: a, b", (await _house.Manager.FindAsync("x", CancellationToken.None)).Problem!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_by_name_in_pages_and_lives_without_the_store()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            await _house.AddPointsAsync((await EnsureAsync(name)).Required().PhysicalName, (Guid.NewGuid(), "{}"));
        }

        var second = await _house.Manager.ListAsync(2, 2, CancellationToken.None);
        // Away for whoever asks: the collections of a page are counted side by side.
        using var withoutStore = _house.NewManager(DescribingStore.Around(_house.Store, (_, _) => throw new ProblemException(new Problem(ErrorCatalog.VectorDiskFailed, "Away."))));
        var away = await withoutStore.ListAsync(1, 10, CancellationToken.None);

        Assert.Equal((3L, "c", 1L), (second.Total, Assert.Single(second.Items).Name, second.Items[0].TotalPoints));
        Assert.Equal(["a", "b", "c"], away.Items.Select(view => view.Name));
        Assert.All(away.Items, view => Assert.Null(view.TotalPoints));
    }

    private Task<Outcome<Collection>> EnsureAsync(string name) => _house.Manager.EnsureAsync(name, Model, CancellationToken.None);

    private Task AddLedgerRowsAsync(string physicalName, int count) => _house.State.Database.WriteAsync(
        async (transaction, token) =>
        {
            var rows = Enumerable.Range(0, count).Select(index => new LedgerRow($"{index}", $"{index}", default, default)).ToArray();
            await RecordLedger.ApplyAsync(transaction, new LedgerScope(physicalName, Guid.Empty), rows, [], token);
        },
        CancellationToken.None);
}
