using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SyncAdmin.Core.Webhooks.Signing;

/// <summary>Signs messages that go out, as Standard Webhooks has it: HMAC-SHA256 over <c>id.timestamp.body</c>. What comes in is checked by <see cref="WebhookVerification"/>.</summary>
public static class WebhookSignature
{
    /// <summary>What a symmetric signature begins with.</summary>
    public const string Version = "v1,";

    /// <summary>The value of <c>webhook-signature</c> for one secret.</summary>
    /// <param name="secret">Shared with the receiver.</param>
    /// <param name="id">Value of <c>webhook-id</c>; the same for every attempt.</param>
    /// <param name="sentAt">Whole seconds of it are the value of <c>webhook-timestamp</c>, see <see cref="TimestampOf"/>.</param>
    /// <param name="body">The bytes that are sent, exactly.</param>
    public static string Sign(WebhookSecret secret, string id, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        using var hash = Begin(secret, id, TimestampOf(sentAt));
        hash.AppendData(body);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hash.GetHashAndReset(mac);
        return Version + Convert.ToBase64String(mac);
    }

    /// <summary>The value of <c>webhook-signature</c> while secrets overlap: one signature each, blank-separated.</summary>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, DateTimeOffset sentAt, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return string.Join(' ', secrets.Select(secret => Sign(secret, id, sentAt, body.Span)));
    }

    /// <summary>The value of <c>webhook-timestamp</c>.</summary>
    public static string TimestampOf(DateTimeOffset sentAt) => sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    internal static IncrementalHash Begin(WebhookSecret secret, string id, string timestamp)
    {
        var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        return hash;
    }
}
