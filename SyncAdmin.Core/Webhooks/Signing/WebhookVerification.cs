using System.Security.Cryptography;

namespace SyncAdmin.Core.Webhooks.Signing;

/// <summary>
/// Checks the signature of one message whose body arrives piece by piece, against every secret that is good now. Takes as long for a receiver
/// that has no secret as for one that has one or two: who asks can't tell them apart, not even by a body of megabytes.
/// </summary>
public sealed class WebhookVerification : IDisposable
{
    // The current one, and the one before while they overlap.
    private const int UsualSecrets = 2;
    private static readonly WebhookSecret Nobodys = WebhookSecret.Create();
    private readonly IncrementalHash[] _hashes;
    private readonly WebhookHeaders _headers;
    private readonly int _secrets;

    /// <summary>Begins with the headers; <see cref="Append"/> the body, then ask <see cref="IsAuthentic"/> once.</summary>
    /// <param name="headers">Of the message.</param>
    /// <param name="secrets">That may have signed it; none: it can't be authentic.</param>
    public WebhookVerification(WebhookHeaders headers, IReadOnlyCollection<WebhookSecret> secrets)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(secrets);
        (_headers, _secrets) = (headers, secrets.Count);
        var compared = secrets.Concat(Enumerable.Repeat(Nobodys, Math.Max(0, UsualSecrets - secrets.Count)));
        _hashes = [.. compared.Select(secret => WebhookSignature.Begin(secret, headers.Id, headers.Timestamp))];
    }

    /// <summary>Hashes that are computed over the body.</summary>
    internal int Hashes => _hashes.Length;

    /// <summary>The next bytes of the body.</summary>
    public void Append(ReadOnlySpan<byte> body)
    {
        foreach (var hash in _hashes)
        {
            hash.AppendData(body);
        }
    }

    /// <summary>Whether one of the signatures is the right one by one of the secrets. Versions other than <c>v1</c> are passed over.</summary>
    public bool IsAuthentic()
    {
        var isAuthentic = false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var index = 0; index < _hashes.Length; index++)
        {
            _hashes[index].GetHashAndReset(expected);
            // Every one is compared, in the same time: how many there are is no secret, which of them is right is.
            foreach (var part in _headers.Signatures.AsSpan().Split(' '))
            {
                isAuthentic |= Matches(_headers.Signatures.AsSpan(part), expected) && index < _secrets;
            }
        }

        return isAuthentic;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var hash in _hashes)
        {
            hash.Dispose();
        }
    }

    private static bool Matches(ReadOnlySpan<char> signature, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return signature.StartsWith(WebhookSignature.Version, StringComparison.Ordinal)
            && Convert.TryFromBase64Chars(signature[WebhookSignature.Version.Length..], given, out var length)
            && CryptographicOperations.FixedTimeEquals(given[..length], expected);
    }
}
