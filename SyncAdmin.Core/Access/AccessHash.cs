using System.Security.Cryptography;
using System.Text;

namespace SyncAdmin.Core.Access;

/// <summary>How keys and link tokens are stored and compared.</summary>
internal static class AccessHash
{
    /// <summary>SHA-256: enough for secrets of at least 128 random bits, which nobody can guess one by one.</summary>
    internal static byte[] Of(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
