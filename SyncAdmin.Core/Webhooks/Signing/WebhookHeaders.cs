using System.Buffers;
using System.Globalization;

namespace SyncAdmin.Core.Webhooks.Signing;

/// <summary>The three headers of a signed message, well-formed.</summary>
public sealed record WebhookHeaders
{
    /// <summary>Header of the message's id: the same for every repetition of one message.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>Header of the Unix time, in seconds, at which this attempt was sent.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>Header of the signatures, blank-separated: <c>v1,</c> and base64 each.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Longest id, in characters.</summary>
    public const int LongestId = 255;

    private const int LongestTimestamp = 11;
    private const int LongestSignatures = 4096;

    // Visible ASCII: what a header can hold everywhere, and a database compares in one way.
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(static code => (char)code)]);

    private WebhookHeaders(string id, string timestamp, DateTimeOffset sentAt, string signatures) =>
        (Id, Timestamp, SentAt, Signatures) = (id, timestamp, sentAt, signatures);

    /// <summary>How far the sender's clock may be from ours, both ways.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(300);

    /// <summary>Id of the message: 1 to 255 characters of visible ASCII.</summary>
    public string Id { get; }

    /// <summary>When this attempt was sent.</summary>
    public DateTimeOffset SentAt { get; }

    /// <summary>As it was sent: the signature is over this text.</summary>
    internal string Timestamp { get; }

    /// <summary>One or several signatures, blank-separated.</summary>
    internal string Signatures { get; }

    /// <summary>Null when one is missing or can't be what it should be.</summary>
    public static WebhookHeaders? Read(string? id, string? timestamp, string? signatures) =>
        id is { Length: > 0 and <= LongestId }
        && !id.AsSpan().ContainsAnyExcept(IdCharacters)
        && timestamp is { Length: > 0 and <= LongestTimestamp }
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && signatures is { Length: > 0 and <= LongestSignatures }
            ? new WebhookHeaders(id, timestamp, DateTimeOffset.FromUnixTimeSeconds(seconds), signatures)
            : null;

    /// <summary>Whether it was sent within <see cref="Tolerance"/> of this moment.</summary>
    public bool IsFresh(DateTimeOffset now) => (now - SentAt).Duration() <= Tolerance;
}
