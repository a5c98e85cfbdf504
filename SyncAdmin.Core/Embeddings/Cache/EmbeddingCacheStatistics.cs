namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>What the embedding cache did for this process since its start.</summary>
/// <param name="Hits">Texts that were not paid for again.</param>
/// <param name="Misses">Texts that went to the provider.</param>
/// <param name="SavedTokens">What the hits cost when they were first paid for.</param>
/// <param name="Bytes">What it takes up; null: not known now.</param>
/// <param name="MostBytes">What it may take up.</param>
public sealed record EmbeddingCacheStatistics(long Hits, long Misses, long SavedTokens, long? Bytes, long MostBytes)
{
    /// <summary>Share of the texts that were hits, 0 to 1; null before the first text.</summary>
    public double? HitRate => Hits + Misses == 0 ? null : Math.Round((double)Hits / (Hits + Misses), 4);
}
