namespace SyncAdmin.Core.Embeddings;

/// <summary>The vectors of one call, in the order of its texts.</summary>
/// <param name="Vectors">One per text; finite, normalised to length 1.</param>
/// <param name="Tokens">What the provider charged for; an estimate where it does not say.</param>
/// <param name="Truncated">How many texts were cut to the model's limit.</param>
public sealed record EmbeddingResult(IReadOnlyList<ReadOnlyMemory<float>> Vectors, long Tokens, int Truncated = 0)
{
    /// <summary>How many texts were not paid for, because their vectors were stored (or the call had the text twice).</summary>
    public int Cached { get; init; }

    /// <summary>Tokens that they cost when they were paid for.</summary>
    public long SavedTokens { get; init; }
}
