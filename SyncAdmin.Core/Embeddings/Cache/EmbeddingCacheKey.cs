using System.Security.Cryptography;
using System.Text;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>
/// A text as one model embeds it: the first 16 bytes of the SHA-256 of provider, model, dimensions, prefix version and text. Documents only: a
/// query's vector may differ, and is cheap.
/// </summary>
internal readonly record struct EmbeddingCacheKey(UInt128 Value)
{
    internal const int Length = 16;

    internal static EmbeddingCacheKey Of(ModelFingerprint model, string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\u001F{text}"), hash);
        return Of(hash);
    }

    internal static EmbeddingCacheKey Of(ReadOnlySpan<byte> bytes) => new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    internal byte[] ToBytes()
    {
        var bytes = new byte[Length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }
}
