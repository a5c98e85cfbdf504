using AngleSharp.Html.Dom;
using SyncAdmin.App.Components.Collections;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Pages.Hosting;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Pages.Collections;

public sealed class ReindexDialogTests : IDisposable
{
    private readonly PageHost _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public async Task It_begins_with_what_was_changed_and_leaves_the_rest_as_it_is()
    {
        var collection = await _pages.FedCollectionAsync();
        await using var host = _pages.At("/collections/c");
        await RenderAsync(host, collection);
        await host.ChangeAsync("reindex-m", "24");
        await host.ChangeAsync("reindex-on-disk", "yes");
        await host.ChangeAsync("reindex-quantization", "Scalar");
        await host.ChangeAsync("reindex-quantile", "0.9");

        await host.SubmitAsync("reindex-form");

        var begun = (await _pages.Get<ReindexService>().GetAsync("c", CancellationToken.None)).Required();
        Assert.Equal(collection.Spec with { HnswM = 24, OnDisk = true, Quantization = new Quantization(QuantizationKind.Scalar, Quantile: 0.9) }, begun.Spec);
        Assert.Equal("user:Ada", begun.StartedBy);
    }

    [Fact]
    public async Task A_refusal_stays_in_the_dialog_with_the_way_to_the_job_that_is_in_the_way()
    {
        await _pages.CollectionAsync("c");
        await using var host = _pages.At("/collections/c");
        await RenderAsync(host, await _pages.ViewAsync("c"));
        Assert.Contains("SYNC-2112", (await host.SubmitAsync("reindex-form")).QuerySelector(".problem")!.TextContent, StringComparison.Ordinal);

        var shop = TestState.NewDatasource("shop");
        var open = new SyncJob
        {
            Id = Guid.CreateVersion7(Examples.Now),
            DatasourceId = shop.Id,
            Type = SyncJobType.Full,
            Status = SyncJobStatus.Pending,
            WaitReason = "budget",
            CreatedAt = Examples.Now,
            CorrelationId = "c1",
            StartedBy = "user:Ada",
        };
        await _pages.WriteAsync(shop, open);
        var busy = (await host.SubmitAsync("reindex-form")).QuerySelector(".problem")!;

        Assert.Contains("SYNC-5003", busy.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/syncs/{open.Id}", busy.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task An_adopted_collection_must_be_named_anew()
    {
        await _pages.Get<IVectorStore>().CreateCollectionAsync("legacy", new CollectionSpec(768), CancellationToken.None);
        await _pages.Get<CollectionManager>().AdoptAsync("legacy", null, _pages.Get<IEmbedder>().Fingerprint, Actor.System, null, CancellationToken.None);
        var shop = TestState.NewDatasource("shop");
        shop.QdrantCollection = "legacy";
        await _pages.WriteAsync(shop);
        await using var host = _pages.At("/collections/legacy");
        var page = await RenderAsync(host, await _pages.ViewAsync("legacy"));
        Assert.Contains("did not write stay behind in legacy", page.QuerySelector(".hint")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("#reindex-alias")!.HasAttribute("required"));
        await host.ChangeAsync("reindex-alias", " goods ");

        await host.SubmitAsync("reindex-form");

        Assert.Equal("goods", (await _pages.Get<ReindexService>().GetAsync("legacy", CancellationToken.None)).Required().NameAfter);
    }

    [Fact]
    public async Task It_warns_where_texts_are_embedded_again()
    {
        var collection = await _pages.FedCollectionAsync();
        await using var host = _pages.At("/collections/c");
        Assert.Null((await RenderAsync(host, collection)).QuerySelector(".embeds"));
        Assert.Contains("embedded again", (await host.ChangeAsync("reindex-distance", "Dot")).QuerySelector(".embeds")!.TextContent, StringComparison.Ordinal);

        await using var spanish = _pages.At("/collections/c", culture: "es-MX");
        var ofAnother = await RenderAsync(spanish, collection with { Embedding = new ModelFingerprint("openai", "older", 768, 1) });
        Assert.Contains("se vectorizan otra vez", ofAnother.QuerySelector(".embeds")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lost_the_role_meanwhile_begins_nothing()
    {
        var collection = await _pages.FedCollectionAsync();
        await using var host = _pages.At("/collections/c", ComponentHost.Viewer);
        await RenderAsync(host, collection);

        await host.SubmitAsync("reindex-form");

        Assert.False((await _pages.Get<ReindexService>().GetAsync("c", CancellationToken.None)).Succeeded);
    }

    private static Task<IHtmlDocument> RenderAsync(ComponentHost host, CollectionView collection) =>
        host.RenderAsync<ReindexDialog>((nameof(ReindexDialog.Collection), collection));
}
