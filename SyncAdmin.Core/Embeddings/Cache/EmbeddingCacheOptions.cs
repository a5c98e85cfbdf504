namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>The one setting of the embedding cache, <c>Sync:EmbeddingCacheMegabytes</c>: it is there for the syncs.</summary>
public sealed class EmbeddingCacheOptions
{
    /// <summary>The section, which the engine's settings share.</summary>
    public const string Section = "Sync";

    /// <summary>How much it may grow to, in mebibytes: 0 (off) to 1,000,000. Default 1,024: about 330,000 texts at 768 dimensions.</summary>
    public int EmbeddingCacheMegabytes { get; set; } = 1024;

    internal long Bytes => EmbeddingCacheMegabytes * 1024L * 1024;
}
