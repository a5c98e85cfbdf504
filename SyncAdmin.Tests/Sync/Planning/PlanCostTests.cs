using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Sync.Planning;

/// <summary>What a plan says of money, with a paid provider's own client and its cache.</summary>
public sealed class PlanCostTests
{
    private const int Records = 300;

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task Money_is_what_the_provider_then_charges_and_what_is_stored_costs_nothing(string name)
    {
        await using var provider = await ProviderUnderTest.StartAsync(name);
        await using var world = await SyncWorld.CreateAsync();
        var directory = Directory.CreateTempSubdirectory("syncadmin-cache-").FullName;
        using var store = new SqliteEmbeddingCache(Path.Combine(directory, "embeddings.db"), TimeProvider.System);
        world.Provider = new CachingEmbedder(provider.Embedder, provider.Model, new EmbeddingCache(store, 1 << 30, TimeProvider.System, NullLogger<EmbeddingCache>.Instance));
        world.Source.PutMany(Records);
        var first = await world.State.AddDatasourceAsync();
        var second = await world.State.AddDatasourceAsync("second", source => source.QdrantCollection = "others");
        await world.StartEngineAsync();

        var plan = await world.PlanAsync(first);
        var again = await world.PlanAsync(first);
        var job = await world.SyncAsync(first);
        var stored = await world.PlanAsync(second);

        // Its samples are stored, so the sync does not pay for them again.
        var charged = provider.Server.EmbedCounts.Keys.Sum(FakeModelServer.Tokens);
        Assert.Equal((0L, (long)SampleChoice.Samples), (plan.Cached, again.Cached));
        Assert.InRange(charged, plan.TokensRange.Low, plan.TokensRange.High);
        Assert.InRange(job.EstimatedCost, again.CostRange.Low, again.CostRange.High);
        Assert.Equal(("samples", "none"), (plan.TokensFrom, stored.TokensFrom));
        Assert.Equal((Records, 0L, 0m), ((int)stored.Cached, stored.Tokens, stored.Cost));
        Assert.Equal(Records, provider.Server.Items);
    }
}
