using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Storage;
using SyncAdmin.Tests.Sync;
using Xunit;

namespace SyncAdmin.Tests.Embeddings.Cache;

/// <summary>What a store of paid vectors promises, and the embedder around it.</summary>
public abstract class EmbeddingCacheConformance : IAsyncLifetime
{
    private protected TestState State { get; private set; } = null!;

    private protected IEmbeddingCacheStore Store { get; private set; } = null!;

    private protected TestEmbedder Provider { get; } = new();

    protected abstract StorageProvider Database { get; }

    public async Task InitializeAsync()
    {
        State = await TestState.CreateAsync(Database);
        Store = OpenAnother();
    }

    public async Task DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        await State.DisposeAsync();
    }

    /// <summary>As another process opens it.</summary>
    private protected abstract IEmbeddingCacheStore OpenAnother();

    [Fact]
    public async Task What_was_stored_is_found_by_whoever_opens_it_next()
    {
        var (first, second) = (KeyOf("uno"), KeyOf("dos"));
        await AddAsync((first, new CachedEmbedding(7, new[] { 0.5f, -0.25f, 3e-9f })));

        var other = OpenAnother();
        var found = await other.FindAsync([first, second], CancellationToken.None);
        (other as IDisposable)?.Dispose();

        var embedding = Assert.Single(found);
        Assert.Equal((first, 7), (embedding.Key, embedding.Value.Tokens));
        Assert.Equal([0.5f, -0.25f, 3e-9f], embedding.Value.Vector.ToArray());
    }

    [Fact]
    public async Task A_forecast_counts_what_is_stored_and_a_repeated_text_as_paid_for_already()
    {
        var embedder = Embedder(Store);
        await embedder.EmbedAsync(["uno", "dos"], EmbeddingTask.Document, CancellationToken.None);
        Provider.Reset();

        var forecast = await embedder.ForecastAsync(["uno", "tres", "dos", "tres", "cuatro"], CancellationToken.None);

        Assert.Equal(new EmbeddingForecast(TokenEstimate.Of(["tres", "cuatro"]), Paid: 2, Cached: 3), forecast);
        Assert.Equal(0, Provider.Calls);
    }

    [Fact]
    public async Task What_is_there_already_stays_and_nothing_fails()
    {
        await AddAsync((KeyOf("uno"), new CachedEmbedding(7, new[] { 1f })));
        await AddAsync((KeyOf("uno"), new CachedEmbedding(9, new[] { 2f })), (KeyOf("dos"), new CachedEmbedding(1, new[] { 3f })));

        var found = await Store.FindAsync([KeyOf("uno"), KeyOf("dos")], CancellationToken.None);

        Assert.Equal([1f], found[KeyOf("uno")].Vector.ToArray());
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public async Task Eviction_takes_what_was_stored_first_and_says_when_nothing_is_left()
    {
        await AddAsync([.. Enumerable.Range(0, 50).Select(number => (KeyOf($"{number}"), new CachedEmbedding(1, new float[768])))]);
        var full = await Store.BytesAsync(CancellationToken.None);

        var evicted = await Store.EvictAsync(30, CancellationToken.None);
        var left = await Store.BytesAsync(CancellationToken.None);
        var rest = (await Store.EvictAsync(30, CancellationToken.None), await Store.EvictAsync(30, CancellationToken.None));

        Assert.Equal((30, (20, 0)), (evicted, rest));
        Assert.InRange(full, 50 * 3072, 50 * 3072 * 3);
        Assert.InRange(left, 20 * 3072, full * 2 / 3);
    }

    [Fact]
    public async Task Writers_at_the_same_time_with_the_same_texts_do_not_hinder_each_other()
    {
        var other = OpenAnother();
        var rows = Enumerable.Range(0, 200).Select(number => (KeyOf($"{number}"), new CachedEmbedding(1, new float[64]))).ToArray();
        var backwards = rows.Reverse().ToArray();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => AddAsync(writer % 2 == 0 ? Store : other, writer % 2 == 0 ? rows : backwards))));
        (other as IDisposable)?.Dispose();

        Assert.Equal(200, (await Store.FindAsync([.. rows.Select(row => row.Item1)], CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_stored_text_is_not_paid_for_again_by_another_process()
    {
        var first = await Embedder(Store).EmbedAsync(["taladro", "martillo", "taladro"], EmbeddingTask.Document, CancellationToken.None);
        var other = OpenAnother();
        var again = await Embedder(other).EmbedAsync(["martillo", "sierra", "taladro"], EmbeddingTask.Document, CancellationToken.None);
        (other as IDisposable)?.Dispose();

        Assert.Equal((2L, 1, 1L), (first.Tokens, first.Cached, first.SavedTokens)); // The same text twice in one call goes once.
        Assert.Equal((1L, 2, 2L), (again.Tokens, again.Cached, again.SavedTokens));
        Assert.All(Provider.Counts.Values, count => Assert.Equal(1, count));
        Assert.Equal(first.Vectors[0].ToArray(), again.Vectors[2].ToArray());
        Assert.Equal(first.Vectors[1].ToArray(), again.Vectors[0].ToArray());
    }

    [Theory]
    [InlineData("other", "model", 768, 1)]
    [InlineData("test", "other", 768, 1)]
    [InlineData("test", "model", 384, 1)]
    [InlineData("test", "model", 768, 2)]
    public async Task Another_provider_model_length_or_prefix_is_another_vector(string provider, string model, int dimensions, int prefixVersion)
    {
        await Embedder(Store).EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);
        Provider.Fingerprint = new ModelFingerprint(provider, model, dimensions, prefixVersion);

        var other = await Embedder(Store).EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);

        Assert.Equal(0, other.Cached);
    }

    [Fact]
    public async Task A_query_is_neither_looked_up_nor_stored()
    {
        var embedder = Embedder(Store);
        await embedder.EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);
        await embedder.EmbedAsync(["taladro"], EmbeddingTask.Query, CancellationToken.None);
        await embedder.EmbedAsync(["sierra"], EmbeddingTask.Query, CancellationToken.None);

        Assert.Equal((2, 1), (Provider.Counts["taladro"], Provider.Counts["sierra"]));
        Assert.Empty(await Store.FindAsync([KeyOf("sierra")], CancellationToken.None));
    }

    [Fact]
    public async Task A_text_that_is_cut_is_known_by_what_is_left_of_it_and_counted_each_time()
    {
        var embedder = Embedder(Store, new EmbeddingModel(Provider.Fingerprint, 100, 4, 0) { MaxTextCharacters = 10 });

        var first = await embedder.EmbedAsync(["0123456789abc"], EmbeddingTask.Document, CancellationToken.None);
        var second = await embedder.EmbedAsync(["0123456789xyz"], EmbeddingTask.Document, CancellationToken.None);

        Assert.Equal((1, 0), (first.Truncated, first.Cached));
        Assert.Equal((1, 1), (second.Truncated, second.Cached));
    }

    [Fact]
    public async Task A_refused_call_stores_nothing()
    {
        Provider.Poison = "☠";

        await Assert.ThrowsAsync<EmbeddingException>(() => Embedder(Store).EmbedAsync(["uno", "do☠s"], EmbeddingTask.Document, CancellationToken.None));

        Assert.Empty(await Store.FindAsync([KeyOf("uno")], CancellationToken.None));
    }

    [Fact]
    public async Task What_was_paid_before_a_later_call_failed_is_not_paid_for_again()
    {
        Provider.Poison = "☠";
        var embedder = Embedder(Store, ModelOf() with { MaxBatchBytes = 8 });
        await Assert.ThrowsAsync<EmbeddingException>(() => embedder.EmbedAsync(["uno", "dos", "☠", "tres"], EmbeddingTask.Document, CancellationToken.None));

        Assert.Equal(2, (await Store.FindAsync([KeyOf("uno"), KeyOf("dos"), KeyOf("tres")], CancellationToken.None)).Count);
        await embedder.EmbedAsync(["uno", "dos"], EmbeddingTask.Document, CancellationToken.None);
        Assert.All(Provider.Counts.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task What_was_paid_is_stored_though_the_caller_is_gone_meanwhile()
    {
        using var stop = new CancellationTokenSource();
        Provider.Embedded = stop.Cancel;

        await Record.ExceptionAsync(() => Embedder(Store).EmbedAsync(["uno"], EmbeddingTask.Document, stop.Token));

        Assert.Single(await Store.FindAsync([KeyOf("uno")], CancellationToken.None));
    }

    [Fact]
    public async Task A_text_that_two_calls_want_at_once_is_paid_for_once()
    {
        Provider.HangsAfter = 0;
        var embedder = Embedder(Store);
        var first = embedder.EmbedAsync(["uno", "dos"], EmbeddingTask.Document, CancellationToken.None);
        await HangingAsync(1);
        var second = embedder.EmbedAsync(["tres", "dos"], EmbeddingTask.Document, CancellationToken.None);
        await HangingAsync(2); // With "tres".
        Provider.LetGo();

        var (one, two) = (await first, await second);

        Assert.All(Provider.Counts.Values, count => Assert.Equal(1, count));
        Assert.Equal((2L, 0, 1L, 1, 1L), (one.Tokens, one.Cached, two.Tokens, two.Cached, two.SavedTokens));
        Assert.Equal(one.Vectors[1].ToArray(), two.Vectors[1].ToArray());
    }

    [Fact]
    public async Task A_call_that_waited_for_another_one_in_vain_pays_itself()
    {
        using var stop = new CancellationTokenSource();
        Provider.HangsAfter = 0;
        var embedder = Embedder(Store);
        var first = embedder.EmbedAsync(["uno", "dos"], EmbeddingTask.Document, stop.Token);
        await HangingAsync(1);
        var second = embedder.EmbedAsync(["dos", "uno"], EmbeddingTask.Document, CancellationToken.None);
        var third = embedder.EmbedAsync(["uno"], EmbeddingTask.Document, stop.Token);
        Provider.HangsAfter = null;

        await stop.CancelAsync();

        await Task.WhenAll(Task.WhenAny(first), Task.WhenAny(third)).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(first.IsCanceled && third.IsCanceled);
        var alone = await second.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((2L, 0), (alone.Tokens, alone.Cached));
    }

    [Fact]
    public async Task Calls_that_want_the_same_texts_in_any_order_all_end_and_each_text_is_paid_for_once()
    {
        var embedder = Embedder(Store);
        var texts = Enumerable.Range(0, 40).Select(number => $"tornillo {number}").ToArray();

        var calls = Enumerable.Range(0, 20).Select(call => Task.Run(() => embedder.EmbedAsync(
            [.. Enumerable.Range(0, 10).Select(i => texts[(call % 2 == 0 ? call + i : call + 10 - i) % texts.Length])], EmbeddingTask.Document, CancellationToken.None)));
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.All(Provider.Counts.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task It_stays_within_its_limit_and_shows_its_hit_rate()
    {
        const long Limit = 2 * 1024 * 1024; // About 650 vectors.
        var cache = CacheOf(Store, Limit);
        var embedder = new CachingEmbedder(Provider, ModelOf(), cache);
        for (var batch = 0; batch < 20; batch++)
        {
            var texts = Enumerable.Range(batch * 100, 100).Select(number => $"tornillo {number}").ToArray();
            await embedder.EmbedAsync(texts, EmbeddingTask.Document, CancellationToken.None);
        }

        var newest = await embedder.EmbedAsync(["tornillo 1999", "tornillo 0"], EmbeddingTask.Document, CancellationToken.None);
        var statistics = await cache.StatisticsAsync(CancellationToken.None);

        Assert.InRange(statistics.Bytes!.Value, Limit / 3, Limit + (Limit / 10));
        Assert.Equal((1L, 2_001L, Limit), (statistics.Hits, statistics.Misses, statistics.MostBytes));
        Assert.Equal(1, newest.Cached);
        Assert.Equal(Math.Round(1 / 2002.0, 4), statistics.HitRate);
    }

    private Task HangingAsync(int calls) => Eventually.IsTrueAsync(() => Task.FromResult(Provider.Waiting == calls), TimeSpan.FromSeconds(60), () => $"{Provider.Waiting} hang");

    private protected static EmbeddingCacheKey KeyOf(string text) => EmbeddingCacheKey.Of(new ModelFingerprint("test", "model", 768, 1), text);

    private protected static EmbeddingCache CacheOf(IEmbeddingCacheStore store, long bytes) => new(store, bytes, TimeProvider.System, NullLogger<EmbeddingCache>.Instance);

    private protected EmbeddingModel ModelOf() => new(Provider.Fingerprint, 100, 4, 0);

    private protected CachingEmbedder Embedder(IEmbeddingCacheStore store, EmbeddingModel? model = null) => new(Provider, model ?? ModelOf(), CacheOf(store, 1 << 30));

    private protected Task AddAsync(params (EmbeddingCacheKey Key, CachedEmbedding Embedding)[] rows) => AddAsync(Store, rows);

    private static Task AddAsync(IEmbeddingCacheStore store, (EmbeddingCacheKey Key, CachedEmbedding Embedding)[] rows) =>
        store.AddAsync(rows.ToDictionary(row => row.Key, row => row.Embedding), CancellationToken.None);
}
