using System.Security.Cryptography;

namespace SyncAdmin.Core.Records;

/// <summary>The first 16 bytes of a SHA-256 (FIPS 180-4): enough that no two of a billion texts ever share it, half the ledger's size.</summary>
public readonly record struct RecordHash(UInt128 Value)
{
    /// <summary>Bytes in the ledger.</summary>
    public const int Length = 16;

    // Kept by each thread: setting one up costs OpenSSL about as much as hashing a short text.
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    /// <summary>Hashes UTF-8 bytes.</summary>
    public static RecordHash Of(ReadOnlySpan<byte> bytes)
    {
        var sha256 = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha256.AppendData(bytes);
        sha256.GetHashAndReset(hash);
        return FromBytes(hash);
    }

    /// <summary>Reads the ledger's form.</summary>
    public static RecordHash FromBytes(ReadOnlySpan<byte> bytes) =>
        new(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The ledger's form.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>Writes the ledger's form: <see cref="Length"/> bytes.</summary>
    public void WriteTo(Span<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    /// <summary>Lower-case hexadecimal, as in <c>_sync</c> and the record inspector.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[Length * 2];
        Format(text);
        return new string(text);
    }

    /// <summary>Writes <see cref="ToString"/>; returns its length.</summary>
    internal int Format(Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        WriteTo(bytes);
        Convert.TryToHexStringLower(bytes, text, out var written);
        return written;
    }
}
