using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Tests.Webhooks.Outgoing;

/// <summary>One call that a receiver got.</summary>
internal sealed record ReceivedCall(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    internal string Id => Headers[WebhookHeaders.IdHeader];

    internal string Text => System.Text.Encoding.UTF8.GetString(Body);

    /// <summary>As a receiver checks it that was given this secret.</summary>
    internal bool IsSignedBy(string secret)
    {
        Assert(WebhookSecret.TryParse(secret, out var parsed));
        var headers = WebhookHeaders.Read(Id, Headers[WebhookHeaders.TimestampHeader], Headers[WebhookHeaders.SignatureHeader])!;
        using var verification = new WebhookVerification(headers, [parsed!]);
        verification.Append(Body);
        return verification.IsAuthentic();

        static void Assert(bool parsed) => Xunit.Assert.True(parsed);
    }
}
