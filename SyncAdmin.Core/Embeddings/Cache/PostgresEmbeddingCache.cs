using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>The table <c>embedding_cache</c>, which all replicas share.</summary>
internal sealed class PostgresEmbeddingCache(StateDatabase database) : IEmbeddingCacheStore
{
    // What a row takes up beside its vector: key, headers and its places in two indexes.
    private const int RowBytes = 150;

    public async Task<IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding>> FindAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken)
    {
        await using var context = database.Read();
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = StateCommand.Create(
            context.Database.GetDbConnection(),
            transaction: null,
            database.Provider,
            "SELECT key, tokens, vector FROM embedding_cache WHERE key = ANY(@keys)",
            [("keys", keys.Select(key => key.ToBytes()).ToArray())]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<EmbeddingCacheKey, CachedEmbedding>(keys.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            Take(reader, found);
        }

        return found;
    }

    public async Task<IReadOnlySet<EmbeddingCacheKey>> StoredAsync(IReadOnlyCollection<EmbeddingCacheKey> keys, CancellationToken cancellationToken) =>
        (await database.RowsAsync(
            "SELECT key FROM embedding_cache WHERE key = ANY(@keys)",
            static row => EmbeddingCacheKey.Of(row.GetFieldValue<byte[]>(0)),
            cancellationToken,
            ("keys", keys.Select(key => key.ToBytes()).ToArray()))).ToHashSet();

    public Task AddAsync(IReadOnlyDictionary<EmbeddingCacheKey, CachedEmbedding> embeddings, CancellationToken cancellationToken)
    {
        // In one order everywhere: two replicas that store the same texts at once would otherwise wait for each other.
        var rows = embeddings.OrderBy(pair => pair.Key.Value).ToArray();
        return database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync(
                $"""
                INSERT INTO embedding_cache (key, day, tokens, vector)
                SELECT i.key, {transaction.Time.NowMilliseconds} / 86400000, i.tokens, i.vector
                FROM unnest(@keys, @tokens, @vectors) AS i (key, tokens, vector)
                ON CONFLICT (key) DO NOTHING
                """,
                token,
                ("keys", rows.Select(row => row.Key.ToBytes()).ToArray()),
                ("tokens", rows.Select(row => row.Value.Tokens).ToArray()),
                ("vectors", rows.Select(row => row.Value.ToBytes()).ToArray())),
            cancellationToken);
    }

    public Task<long> BytesAsync(CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.ScalarAsync<long>(
            $"SELECT CAST(COALESCE(SUM(octet_length(vector)), 0) + COUNT(*) * {RowBytes} AS bigint) FROM embedding_cache", token),
        cancellationToken);

    public Task<int> EvictAsync(int count, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync(
            // Another replica may be at it as well: each takes rows of its own.
            "DELETE FROM embedding_cache WHERE key IN (SELECT key FROM embedding_cache ORDER BY day, key LIMIT @count FOR UPDATE SKIP LOCKED)",
            token,
            ("count", count)),
        cancellationToken);

    private static void Take(DbDataReader row, Dictionary<EmbeddingCacheKey, CachedEmbedding> found) =>
        found[EmbeddingCacheKey.Of(row.GetFieldValue<byte[]>(0))] = CachedEmbedding.Of(row.GetInt32(1), row.GetFieldValue<byte[]>(2));
}
