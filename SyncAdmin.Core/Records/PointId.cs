using System.Security.Cryptography;
using System.Text;

namespace SyncAdmin.Core.Records;

/// <summary>The id of a record's point: UUIDv5 (RFC 9562, section 5.5) of the datasource's id and the record key. The same everywhere and forever.</summary>
public static class PointId
{
    /// <summary>The id.</summary>
    /// <param name="datasourceId">The name space.</param>
    /// <param name="recordKey">The name: canonical key, as UTF-8.</param>
    public static Guid Of(Guid datasourceId, string recordKey)
    {
        ArgumentNullException.ThrowIfNull(recordKey);
        var length = 16 + Encoding.UTF8.GetByteCount(recordKey);
        Span<byte> input = length <= 512 ? stackalloc byte[length] : new byte[length];
        datasourceId.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(recordKey, input[16..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 defines version 5 by SHA-1; nothing here is a secret.
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
