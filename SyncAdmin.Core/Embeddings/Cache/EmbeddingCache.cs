using Microsoft.Extensions.Logging;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>
/// A store of vectors, bounded and counted. It is there to save money: when it fails it is left alone for a minute, and no sync fails with it.
/// </summary>
internal sealed partial class EmbeddingCache(IEmbeddingCacheStore store, long mostBytes, TimeProvider time, ILogger<EmbeddingCache> logger)
{
    private const int EvictedAtOnce = 2_000;

    // Room is made for some time, not for one batch.
    private const double KeptShare = 0.9;

    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(1);
    private long _unchecked = long.MaxValue / 2; // What an earlier process left is looked at once.
    private int _evicting;
    private long _hits;
    private long _misses;
    private long _savedTokens;
    private long _failedAt = long.MinValue;

    /// <summary>Those that are there; none of them when the store fails.</summary>
    internal async Task<IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding>> FindAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken) =>
        await TryAsync(() => store.FindAsync(keys, cancellationToken), cancellationToken) ?? new Dictionary<EmbeddingCacheKey, CachedEmbedding>();

    /// <summary>Which of them are there, without their vectors; none of them when the store fails.</summary>
    internal async Task<IReadOnlySet<EmbeddingCacheKey>> StoredAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken) =>
        await TryAsync(() => store.StoredAsync(keys, cancellationToken), cancellationToken) ?? new HashSet<EmbeddingCacheKey>();

    /// <summary>Stores them, and makes room when there is too much.</summary>
    internal Task AddAsync(IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding> embeddings, CancellationToken cancellationToken) =>
        TryAsync<object>(
            async () =>
            {
                await store.AddAsync(embeddings, cancellationToken);
                if (Interlocked.Add(ref _unchecked, embeddings.Values.Sum(embedding => (long)embedding.Vector.Length * sizeof(float))) > mostBytes / 64)
                {
                    await MakeRoomAsync(cancellationToken);
                }

                return this;
            },
            cancellationToken);

    /// <summary>Counts what became of the texts of one call.</summary>
    internal void Count(int hits, int misses, long savedTokens)
    {
        Interlocked.Add(ref _hits, hits);
        Interlocked.Add(ref _misses, misses);
        Interlocked.Add(ref _savedTokens, savedTokens);
    }

    internal async Task<EmbeddingCacheStatistics> StatisticsAsync(CancellationToken cancellationToken) => new(
        Interlocked.Read(ref _hits),
        Interlocked.Read(ref _misses),
        Interlocked.Read(ref _savedTokens),
        await TryAsync<long?>(async () => await store.BytesAsync(cancellationToken), cancellationToken),
        mostBytes);

    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _evicting, 1) == 1)
        {
            return; // Another call is at it.
        }

        try
        {
            Interlocked.Exchange(ref _unchecked, 0);
            var bytes = await store.BytesAsync(cancellationToken);
            if (bytes <= mostBytes)
            {
                return;
            }

            var evicted = 0;
            for (int gone; bytes > mostBytes * KeptShare; evicted += gone, bytes = await store.BytesAsync(cancellationToken))
            {
                gone = await store.EvictAsync(EvictedAtOnce, cancellationToken);
                if (gone == 0)
                {
                    break;
                }
            }

            LogEvicted(evicted, bytes >> 20);
        }
        finally
        {
            Volatile.Write(ref _evicting, 0);
        }
    }

    private async Task<T?> TryAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var failedAt = Interlocked.Read(ref _failedAt);
        if (failedAt != long.MinValue && time.GetElapsedTime(failedAt) < LeftAlone)
        {
            return default;
        }

        try
        {
            return await work();
        }
        catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // Whatever ails the cache (a full disk, a database that is away) only makes texts cost again.
            LogFailed(exception);
            Interlocked.Exchange(ref _failedAt, time.GetTimestamp());
            return default;
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Embedding cache: the oldest {Count} texts made room, {Megabytes} MiB are in use")]
    private partial void LogEvicted(int count, long megabytes);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Warning, Message = "The embedding cache failed and is left alone for a minute; texts are paid for meanwhile")]
    private partial void LogFailed(Exception exception);
}
