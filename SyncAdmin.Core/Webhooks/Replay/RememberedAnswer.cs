using System.Security.Cryptography;

namespace SyncAdmin.Core.Webhooks.Replay;

/// <summary>What a message that was seen before was answered.</summary>
/// <param name="Answer">The body of the first answer, JSON.</param>
/// <param name="BodyHash">SHA-256 of the body that it had.</param>
public sealed record RememberedAnswer(string Answer, ReadOnlyMemory<byte> BodyHash)
{
    /// <summary>Whether the message comes with the body that it had: another one is a mistake of the sender.</summary>
    public bool IsOf(ReadOnlySpan<byte> bodyHash) => CryptographicOperations.FixedTimeEquals(BodyHash.Span, bodyHash);
}
