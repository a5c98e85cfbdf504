using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>What a job cost, what it saved, and that a text is paid for once.</summary>
public sealed class CostAccountTests
{
    private const int Records = 300;

    [Fact]
    public async Task A_text_is_paid_for_once_across_two_datasources_and_two_collections()
    {
        await using var provider = await ProviderUnderTest.StartAsync("gemini");
        await using var world = await SyncWorld.CreateAsync();
        world.Source.PutMany(Records);
        using var store = new SqliteEmbeddingCache(Path.Combine(Directory.CreateTempSubdirectory("syncadmin-cache-").FullName, "embeddings.db"), TimeProvider.System);
        world.Provider = new CachingEmbedder(provider.Embedder, provider.Model, new EmbeddingCache(store, 1 << 30, TimeProvider.System, NullLogger<EmbeddingCache>.Instance));
        var first = await world.State.AddDatasourceAsync();
        var second = await world.State.AddDatasourceAsync("second");
        var third = await world.State.AddDatasourceAsync("third", source => source.QdrantCollection = "others");
        await world.StartEngineAsync();

        var paid = await world.SyncAsync(first);
        var sameCollection = await world.SyncAsync(second);
        var otherCollection = await world.SyncAsync(third);
        var unchanged = await world.SyncAsync(first);

        Assert.Equal((Records, Records), (provider.Server.Items, provider.Server.EmbedCounts.Count));
        Assert.Equal((0L, 0m), (paid.Saved.CachedTexts, paid.Saved.TotalCost));
        Assert.Equal(provider.Server.EmbedCounts.Keys.Sum(FakeModelServer.Tokens), paid.EmbeddingTokens);
        Assert.Equal(paid.EmbeddingTokens, paid.EstimatedCost); // The price of this test is one USD a token.
        foreach (var job in new[] { sameCollection, otherCollection })
        {
            Assert.Equal((SyncJobStatus.Completed, Records, 0L, 0m), (job.Status, (int)job.SuccessfulRecords, job.EmbeddingTokens, job.EstimatedCost));
            Assert.Equal(Records, job.Saved.CachedTexts);
            Assert.InRange(job.Saved.CachedTokens, paid.EmbeddingTokens * 0.9, paid.EmbeddingTokens * 1.1); // Shares of each call, rounded.
            Assert.Equal(job.Saved.CachedTokens, job.Saved.CachedCost);
        }

        Assert.Equal((0L, 0m), (unchanged.EmbeddingTokens, unchanged.Saved.CachedCost));
        Assert.Equal(paid.EmbeddingTokens, unchanged.Saved.UnchangedTokens); // The fake charges by length as well.
        Assert.Equal(unchanged.Saved.UnchangedTokens, unchanged.Saved.TotalCost);
    }
}
