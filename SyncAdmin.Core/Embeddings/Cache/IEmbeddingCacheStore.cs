namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>Keeps vectors that were paid for. A hit writes nothing: what goes first is what was stored first, by day.</summary>
internal interface IEmbeddingCacheStore
{
    /// <summary>Those that are there.</summary>
    Task<IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding>> FindAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken);

    /// <summary>Which of them are there; no vector is read.</summary>
    Task<IReadOnlySet<EmbeddingCacheKey>> StoredAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken);

    /// <summary>Stores; what is there already stays as it is. Once it returns, a killed process finds them again.</summary>
    Task AddAsync(IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding> embeddings, CancellationToken cancellationToken);

    /// <summary>About what the vectors take up.</summary>
    Task<long> BytesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets the oldest so many.</summary>
    /// <returns>How many there were to forget.</returns>
    Task<int> EvictAsync(int count, CancellationToken cancellationToken);
}
