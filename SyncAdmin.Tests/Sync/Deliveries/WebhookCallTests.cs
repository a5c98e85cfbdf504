using System.Text;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Deliveries;
using Xunit;

namespace SyncAdmin.Tests.Sync.Deliveries;

public sealed class WebhookCallTests
{
    [Fact]
    public void Codes_come_once_each_in_their_order()
    {
        var call = Read("""{"collection":"products","codes":["b","a","b","ñandú 😀"]}""").Required();

        Assert.Equal("products", call.Collection);
        Assert.Equal(["b", "a", "ñandú 😀"], call.Codes);
    }

    [Theory]
    [InlineData("""{"codes":["a"],"collection":"products"}""")]
    [InlineData("""{"event":{"nested":[1,{"codes":[]}]},"collection":"products","codes":["a"],"at":1.5}""")]
    [InlineData("""{"\u0063ollection":"prod\u0075cts","codes":["\u0061"]}""")]
    [InlineData("\uFEFF {\"collection\":\"products\",\"codes\":[\"a\"]}\r\n")]
    public void Order_unknown_members_escapes_and_a_byte_order_mark_do_not_matter(string body) => Assert.Equal(["a"], Read(body).Required().Codes);

    [Fact]
    public void Five_hundred_codes_are_taken_and_501_are_not()
    {
        Assert.Equal(500, Read(BodyOf(500)).Required().Codes.Count);
        Assert.Contains("more than 500", Refused(BodyOf(501)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"collection":"products"}""")]
    [InlineData("""{"codes":["a"]}""")]
    [InlineData("""{"collection":null,"codes":["a"]}""")]
    [InlineData("""{"collection":"","codes":["a"]}""")]
    [InlineData("""{"collection":7,"codes":["a"]}""")]
    [InlineData("""{"collection":"products","codes":[]}""")]
    [InlineData("""{"collection":"products","codes":null}""")]
    [InlineData("""{"collection":"products","codes":"a"}""")]
    [InlineData("""{"collection":"products","codes":{"a":1}}""")]
    [InlineData("""{"collection":"products","codes":[1]}""")]
    [InlineData("""{"collection":"products","codes":["a",null]}""")]
    [InlineData("""{"collection":"products","codes":[["a"]]}""")]
    [InlineData("""{"collection":"products","codes":[""]}""")]
    [InlineData("""{"collection":"products","codes":["  "]}""")]
    [InlineData("""{"collection":"products","codes":["a\u0000b"]}""")]
    [InlineData("""{"collection":"products","codes":["a\ud83d"]}""")]
    [InlineData("""{"collection":"products","codes":["\ude00a"]}""")]
    [InlineData("""{"collection":"products","codes":["a"],"codes":["b"]}""")]
    [InlineData("""{"collection":"products","collection":"products","codes":["a"]}""")]
    [InlineData("""{"collection":"products","codes":["a"]}{}""")]
    [InlineData("""{"collection":"products","codes":["a",]}""")]
    [InlineData("""{"collection":"products","codes":["a"]""")]
    [InlineData("""{"collection":"products","codes":["a"] // comment""")]
    [InlineData("{\"collection\":\"products\",\"codes\":[\"a\nb\"]}")]
    public void What_is_not_the_body_that_is_expected_is_refused(string body) => Refused(body);

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Assert.Equal(ErrorCatalog.WebhookBodyInvalid, Read([.. "{\"collection\":\"products\",\"codes\":[\""u8, 0xC3, 0x28, .. "\"]}"u8]).Problem?.Error);

    [Fact]
    public void A_code_of_1024_characters_is_taken_and_a_longer_one_or_one_of_more_than_2048_bytes_is_not()
    {
        Assert.True(Read(BodyOf(new string('x', 1024))).Succeeded);
        Refused(BodyOf(new string('x', 1025)));
        Refused(BodyOf(new string('漢', 700)));
    }

    [Fact]
    public void A_nesting_that_has_no_end_is_refused() => Refused($$"""{"x":{{new string('[', 10_000)}}""");

    [Theory]
    [InlineData("Products")]
    [InlineData("products ")]
    [InlineData("other")]
    public void Another_collection_is_refused_by_its_own_code(string collection) =>
        Assert.Equal(ErrorCatalog.WebhookCollectionForeign, Read($$"""{"collection":"{{collection}}","codes":["a"]}""").Problem?.Error);

    [Theory]
    [InlineData("""{"collection":"other","codes":["a" """, "SYNC-5423")]
    [InlineData("""{"collection":"products","codes":[1, """, "SYNC-5422")]
    [InlineData("""{"collection":"products" oops""", "SYNC-5422")]
    [InlineData("""{"collection":"products","codes":["a" """, "SYNC-5413")]
    [InlineData("""{"collection":"products","codes":["a"]}      """, "SYNC-5413")]
    [InlineData("""{"padding":"xxxxxxx""", "SYNC-5413")]
    [InlineData("      ", "SYNC-5413")]
    public void The_beginning_of_a_body_that_is_too_large_is_told_to_be_wrong_before_it_is_told_to_be_too_large(string beginning, string code) =>
        Assert.Equal(code, WebhookCall.Read(Encoding.UTF8.GetBytes(beginning), isWhole: false, "products").Problem?.Code);

    private static string BodyOf(int codes) => DeliveryHouse.BodyOf([.. Enumerable.Range(1, codes).Select(number => $"P-{number}")]);

    private static string BodyOf(string code) => DeliveryHouse.BodyOf(code);

    private static Outcome<WebhookCall> Read(string body) => Read(Encoding.UTF8.GetBytes(body));

    private static Outcome<WebhookCall> Read(byte[] body) => WebhookCall.Read(body, isWhole: true, "products");

    private static string Refused(string body)
    {
        var problem = Read(body).Problem;
        Assert.Equal(ErrorCatalog.WebhookBodyInvalid, problem?.Error);
        return problem!.Detail;
    }
}
