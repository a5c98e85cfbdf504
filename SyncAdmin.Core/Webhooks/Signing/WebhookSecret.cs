using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace SyncAdmin.Core.Webhooks.Signing;

/// <summary>
/// What sender and receiver of signed webhooks share: <c>whsec_</c> and the base64 of 24 to 64 random bytes, as Standard Webhooks has it
/// (https://www.standardwebhooks.com). Never logged: its text comes out of <see cref="Reveal"/> only.
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>What every secret begins with.</summary>
    public const string Prefix = "whsec_";

    private const int LeastBytes = 24;
    private const int MostBytes = 64;
    private const int NewBytes = 32;
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    /// <summary>The bytes that sign.</summary>
    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>A new one of 32 random bytes.</summary>
    public static WebhookSecret Create() => new(RandomNumberGenerator.GetBytes(NewBytes));

    /// <summary>Reads a secret, with or without its prefix; false when it is no base64 of 24 to 64 bytes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        var encoded = text.AsSpan().Trim();
        if (encoded.StartsWith(Prefix, StringComparison.Ordinal))
        {
            encoded = encoded[Prefix.Length..];
        }

        Span<byte> key = stackalloc byte[MostBytes];
        if (!Convert.TryFromBase64Chars(encoded, key, out var length) || length < LeastBytes)
        {
            return false;
        }

        secret = new WebhookSecret(key[..length].ToArray());
        return true;
    }

    /// <summary>The text that the other side needs, with its prefix: to be shown once, or to be stored protected.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>Hides the secret.</summary>
    public override string ToString() => Prefix + "…";
}
