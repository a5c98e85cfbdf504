using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Embeddings.Cache;

public sealed class SqliteEmbeddingCacheTests : EmbeddingCacheConformance
{
    protected override StorageProvider Database => StorageProvider.Sqlite;

    private protected override IEmbeddingCacheStore OpenAnother() => new SqliteEmbeddingCache(State.Directory.EmbeddingCacheFile, TimeProvider.System);

    [Fact]
    public async Task A_damaged_file_is_thrown_away_and_texts_are_paid_for_again()
    {
        await Embedder(Store).EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);
        ((IDisposable)Store).Dispose();
        await File.WriteAllTextAsync(State.Directory.EmbeddingCacheFile, string.Concat(Enumerable.Repeat("This is no database. ", 500)));

        using var damaged = (SqliteEmbeddingCache)OpenAnother();
        await Embedder(damaged).EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);
        var again = await Embedder(damaged).EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);

        Assert.Equal((2, 1), (Provider.Counts["taladro"], again.Cached));
    }

    [Fact]
    public async Task A_cache_that_can_not_be_written_costs_money_but_no_sync()
    {
        using var nowhere = new SqliteEmbeddingCache(Path.Combine(State.Directory.Root, "no such folder", "embeddings.db"), TimeProvider.System);
        var embedder = Embedder(nowhere);

        await embedder.EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);
        var again = await embedder.EmbedAsync(["taladro"], EmbeddingTask.Document, CancellationToken.None);

        Assert.Equal((1L, 0), (again.Tokens, again.Cached));
    }
}
