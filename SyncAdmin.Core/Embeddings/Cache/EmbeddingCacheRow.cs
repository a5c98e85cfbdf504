namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>A vector that was paid for. Table <c>embedding_cache</c>, on PostgreSQL only; <see cref="SqliteEmbeddingCache"/> has a file of its own.</summary>
public sealed class EmbeddingCacheRow
{
    /// <summary>See <see cref="EmbeddingCacheKey"/>.</summary>
    public required byte[] Key { get; init; }

    /// <summary>When it was stored: days since 1970-01-01, UTC, by the database's clock.</summary>
    public int Day { get; init; }

    /// <summary>What it cost.</summary>
    public int Tokens { get; init; }

    /// <summary>Little-endian float32.</summary>
    public required byte[] Vector { get; init; }
}
