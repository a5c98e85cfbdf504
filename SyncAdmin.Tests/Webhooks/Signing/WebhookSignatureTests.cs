using System.Text;
using SyncAdmin.Core.Webhooks.Signing;
using Xunit;

namespace SyncAdmin.Tests.Webhooks.Signing;

/// <summary>The test vectors that Standard Webhooks publishes with its libraries (libraries/*/test), and what lies between them.</summary>
public sealed class WebhookSignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Foreign = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Fact]
    public void The_published_message_has_the_published_signature() =>
        Assert.Equal(Signature, WebhookSignature.Sign(Secret("whsec_" + Key), Id, SentAt, Body));

    [Fact]
    public void Fractions_of_a_second_are_no_part_of_what_is_signed() =>
        Assert.Equal(Signature, WebhookSignature.Sign(Secret(Key), Id, SentAt.AddMilliseconds(999), Body));

    [Theory]
    [InlineData("whsec_" + Key)]
    [InlineData(Key)]
    public void A_secret_verifies_with_its_prefix_and_without(string secret) => Assert.True(Verify(Signature, secrets: [Secret(secret)]));

    [Theory]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLawdd")]
    [InlineData("v1,dawfeoifkpqwoekfpqoekf")]
    [InlineData("v1,g0hM9")]
    [InlineData("v1,")]
    [InlineData("v1")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=,v1,x")]
    [InlineData(Foreign)]
    public void A_wrong_or_partial_signature_is_refused(string signature) => Assert.False(Verify(signature));

    [Fact]
    public void One_right_signature_among_others_is_enough() =>
        Assert.True(Verify($"{Foreign} v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= {Signature} {Foreign}"));

    [Fact]
    public void Any_of_the_secrets_that_overlap_may_have_signed() =>
        Assert.True(Verify(Signature, secrets: [WebhookSecret.Create(), Secret(Key)]));

    [Fact]
    public void Without_a_secret_nothing_is_authentic() => Assert.False(Verify(Signature, secrets: []));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void How_many_secrets_are_good_changes_nothing_that_a_stopwatch_sees(int secrets)
    {
        using var verification = new WebhookVerification(Headers(Signature), [.. Enumerable.Range(0, secrets).Select(_ => WebhookSecret.Create())]);

        Assert.Equal(2, verification.Hashes);
        verification.Append(Body);
        Assert.False(verification.IsAuthentic());
    }

    [Fact]
    public void Another_body_id_or_timestamp_is_refused()
    {
        Assert.False(Verify(Signature, body: """{"test": 2432232315}"""));
        Assert.False(Verify(Signature, id: Id + "x"));
        Assert.False(Verify(Signature, timestamp: "1614265331"));
    }

    [Fact]
    public void A_body_in_pieces_is_the_same_body()
    {
        using var verification = new WebhookVerification(Headers(Signature), [Secret(Key)]);
        foreach (var piece in Body.Chunk(3))
        {
            verification.Append(piece);
        }

        Assert.True(verification.IsAuthentic());
    }

    [Fact]
    public void Signatures_of_several_secrets_stand_side_by_side_and_each_receiver_finds_its_own()
    {
        WebhookSecret[] secrets = [WebhookSecret.Create(), Secret(Key)];
        var header = WebhookSignature.Sign(secrets, Id, SentAt, Body);

        Assert.EndsWith(" " + Signature, header, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.True(Verify(header, secrets: [secret])));
    }

    [Theory]
    [InlineData(null, Timestamp, Signature)]
    [InlineData("", Timestamp, Signature)]
    [InlineData("with blank", Timestamp, Signature)]
    [InlineData("mensaje-ñ", Timestamp, Signature)]
    [InlineData(Id, null, Signature)]
    [InlineData(Id, "", Signature)]
    [InlineData(Id, "hello", Signature)]
    [InlineData(Id, "-1614265330", Signature)]
    [InlineData(Id, "+1614265330", Signature)]
    [InlineData(Id, " 1614265330", Signature)]
    [InlineData(Id, "1614265330.5", Signature)]
    [InlineData(Id, "999999999999999999", Signature)]
    [InlineData(Id, Timestamp, null)]
    [InlineData(Id, Timestamp, "")]
    public void A_header_that_is_missing_or_malformed_is_none(string? id, string? timestamp, string? signature) =>
        Assert.Null(WebhookHeaders.Read(id, timestamp, signature));

    [Fact]
    public void An_id_has_at_most_255_characters()
    {
        Assert.NotNull(WebhookHeaders.Read(new string('a', 255), Timestamp, Signature));
        Assert.Null(WebhookHeaders.Read(new string('a', 256), Timestamp, Signature));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_message_is_fresh_within_300_seconds_both_ways(int seconds, bool isFresh) =>
        Assert.Equal(isFresh, Headers(Signature).IsFresh(SentAt.AddSeconds(seconds)));

    [Fact]
    public void A_new_secret_is_read_back_and_does_not_show_itself()
    {
        var made = WebhookSecret.Create();

        Assert.StartsWith("whsec_", made.Reveal(), StringComparison.Ordinal);
        Assert.Equal(WebhookSignature.Sign(made, Id, SentAt, Body), WebhookSignature.Sign(Secret(made.Reveal()), Id, SentAt, Body));
        Assert.DoesNotContain(made.Reveal()[10..], $"{made}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODw==")]
    public void What_is_no_base64_of_24_to_64_bytes_is_no_secret(string? text) => Assert.False(WebhookSecret.TryParse(text, out _));

    [Fact]
    public void A_secret_of_64_bytes_is_one_and_of_65_is_none()
    {
        Assert.True(WebhookSecret.TryParse(Convert.ToBase64String(new byte[64]), out _));
        Assert.False(WebhookSecret.TryParse(Convert.ToBase64String(new byte[65]), out _));
    }

    private static WebhookSecret Secret(string text) => WebhookSecret.TryParse(text, out var secret) ? secret : throw new ArgumentException(text, nameof(text));

    private static WebhookHeaders Headers(string signatures, string id = Id, string timestamp = Timestamp) =>
        WebhookHeaders.Read(id, timestamp, signatures) ?? throw new ArgumentException(signatures, nameof(signatures));

    private static bool Verify(string signatures, string id = Id, string timestamp = Timestamp, string? body = null, WebhookSecret[]? secrets = null)
    {
        using var verification = new WebhookVerification(Headers(signatures, id, timestamp), secrets ?? [Secret(Key)]);
        verification.Append(body is null ? Body : Encoding.UTF8.GetBytes(body));
        return verification.IsAuthentic();
    }
}
