using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>A stored vector and what it cost.</summary>
/// <param name="Tokens">Its share of what the provider charged for the call that it came with.</param>
/// <param name="Vector">Normalised.</param>
internal sealed record CachedEmbedding(int Tokens, ReadOnlyMemory<float> Vector)
{
    /// <summary>Little-endian, as every machine is that we run on.</summary>
    internal byte[] ToBytes() => MemoryMarshal.AsBytes(Vector.Span).ToArray();

    internal static CachedEmbedding Of(int tokens, ReadOnlySpan<byte> bytes) => new(tokens, MemoryMarshal.Cast<byte, float>(bytes).ToArray());
}
