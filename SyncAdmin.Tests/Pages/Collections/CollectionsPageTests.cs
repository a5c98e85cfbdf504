using System.Text.Json;
using SyncAdmin.App.Components.Collections;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Pages.Hosting;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Pages.Collections;

public sealed class CollectionsPageTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task Without_a_collection_it_says_what_makes_one()
    {
        await using var host = _pages.At("/collections");

        Assert.Equal("There is no collection yet", (await host.RenderAsync<CollectionsPage>()).QuerySelector(".empty h2")!.TextContent);
    }

    [Fact]
    public async Task Each_has_its_points_model_and_sources()
    {
        await _pages.CollectionAsync("tools");
        var source = TestState.NewDatasource("shop");
        source.QdrantCollection = "tools";
        await _pages.Get<StateDatabase>().WriteAsync(
            (transaction, _) =>
            {
                transaction.Db.Add(source);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await using var host = _pages.At("/collections");

        var row = (await host.RenderAsync<CollectionsPage>()).QuerySelector("tbody tr")!;

        Assert.Equal("/collections/tools", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("Ready", row.QuerySelector(".state")!.TextContent);
        Assert.Equal("0", row.QuerySelector(".figure")!.TextContent);
        Assert.Contains("local / ", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("shop", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_are_paged_on_the_server()
    {
        for (var number = 0; number < 27; number++)
        {
            await _pages.CollectionAsync($"c{number:00}");
        }

        await using var host = _pages.At("/collections?page=2");

        var page = await host.RenderAsync<CollectionsPage>();
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Equal("26–27 of 27", page.QuerySelector(".pager .range")!.TextContent);
    }

    [Fact]
    public async Task Who_may_only_look_is_offered_nothing_that_changes()
    {
        await _pages.CollectionAsync("tools");
        await using var admin = _pages.At("/collections");
        await using var viewer = _pages.At("/collections", ComponentHost.Viewer);

        var full = await admin.RenderAsync<CollectionsPage>();
        var only = await viewer.RenderAsync<CollectionsPage>();

        Assert.Equal((true, true), (full.QuerySelector("#create-collection") is not null, full.QuerySelector("#delete-tools") is not null));
        Assert.Equal((false, false), (only.QuerySelector("#create-collection") is not null, only.QuerySelector("#delete-tools") is not null));
    }

    [Fact]
    public async Task A_view_with_all_its_parts_comes_back_from_the_prerendered_page()
    {
        await _pages.CollectionAsync("tools");
        await _pages.Get<IVectorStore>().DeleteCollectionAsync("tools__v1", CancellationToken.None);
        var view = (await _pages.Get<CollectionManager>().GetAsync("tools", CancellationToken.None)).Required();

        var kept = JsonSerializer.Deserialize<CollectionView>(JsonSerializer.Serialize(view, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

        Assert.Equal((view.Name, view.Embedding, view.Spec), (kept.Name, kept.Embedding, kept.Spec));
        Assert.Equal(ErrorCatalog.CollectionMissingInStore, kept.StoreProblem!.Error);
    }

    [Fact]
    public async Task Creating_says_what_is_wrong_and_makes_it_when_nothing_is()
    {
        await using var host = _pages.At("/collections");
        await host.RenderAsync<CreateCollectionDialog>();
        await host.ChangeAsync("create-name", "a b");
        Assert.Contains("contains a blank", (await host.SubmitAsync("create-form")).QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);

        await host.ChangeAsync("create-name", "tools");
        await host.ChangeAsync("create-size", "16");
        await host.ChangeAsync("create-distance", "Dot");
        await host.ChangeAsync("create-m", "24");
        await host.ChangeAsync("create-quantization", "Scalar");
        await host.ChangeAsync("create-quantile", "0.9");
        await host.SubmitAsync("create-form");

        var made = (await _pages.Get<CollectionManager>().GetAsync("tools", CancellationToken.None)).Required();
        Assert.Equal(new CollectionSpec(16, Distance.Dot, 24) { Quantization = new Quantization(QuantizationKind.Scalar, Quantile: 0.9) }, made.Spec);
    }

    [Fact]
    public async Task Deleting_asks_for_the_name_and_for_a_second_consent_where_a_datasource_feeds_it()
    {
        await _pages.CollectionAsync("c");
        await _pages.SeedAsync("shop", jobs: 0);
        var manager = _pages.Get<CollectionManager>();
        var view = (await manager.GetAsync("c", CancellationToken.None)).Required();
        await using var host = _pages.At("/collections");
        var asked = await host.RenderAsync<DeleteCollectionDialog>(("Collection", view));
        Assert.Contains("It is fed by shop", asked.QuerySelector(".panel.wait")!.TextContent, StringComparison.Ordinal);

        await host.SubmitAsync("delete-form");
        Assert.True((await manager.GetAsync("c", CancellationToken.None)).Succeeded);
        await host.InputAsync("delete-name", "c");
        Assert.Contains("SYNC-2105", (await host.SubmitAsync("delete-form")).QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);
        await host.ChangeAsync("delete-force", true);
        await host.SubmitAsync("delete-form");

        Assert.False((await manager.GetAsync("c", CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task Who_lost_the_role_meanwhile_deletes_nothing()
    {
        await _pages.CollectionAsync("tools");
        var manager = _pages.Get<CollectionManager>();
        var view = (await manager.GetAsync("tools", CancellationToken.None)).Required();
        await using var host = _pages.At("/collections", ComponentHost.Viewer);
        await host.RenderAsync<DeleteCollectionDialog>(("Collection", view));
        await host.InputAsync("delete-name", "tools");

        await host.SubmitAsync("delete-form");

        Assert.True((await manager.GetAsync("tools", CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task An_adopted_one_says_that_its_model_is_unknown()
    {
        await _pages.Get<IVectorStore>().CreateCollectionAsync("legacy", new CollectionSpec(8), CancellationToken.None);
        await _pages.Get<CollectionManager>().AdoptAsync("legacy", null, null, Actor.System, null, CancellationToken.None);
        await using var host = _pages.At("/collections/legacy", culture: "es-MX");

        var page = await host.RenderAsync<CollectionPage>(("Name", "legacy"));

        Assert.Contains("Nadie ha dicho", page.QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
    }
}
