using System.Text.Json;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>What a <c>connectionConfig</c> of an API source may be.</summary>
public sealed class ApiSettingsTests : ApiSourceTests
{
    [Theory]
    [InlineData("""{ "url": "http://127.0.0.1/x" }""")]
    [InlineData("""{ "url": "https://shop.example/api?lang=es", "auth": { "type": "none" }, "items": "/a~1b/0", "paging": { "type": "none" } }""")]
    [InlineData("""{ "url": "https://shop.example/api", "codes": { "url": "https://shop.example/api/{code}.json" }, "keys": { "url": "https://SHOP.example:443/x?id={key}", "items": "" } }""")]
    [InlineData("""{ "url": "https://shop.example/api", "paging": { "type": "offset", "first": 1, "parameter": "skip", "sizeParameter": "take", "size": 500, "hasMore": "more" } }""")]
    [InlineData("""{ "url": "https://shop.example/api", "since": { "parameter": "s", "format": "unixMs", "newest": "sort=-u" }, "timeoutSeconds": 5, "maxPageBytes": 1024, "headers": {}, "columns": [] }""")]
    public void Good_settings_are_taken(string config) => Assert.Empty(Type.Validate(JsonElement.Parse(config)));

    [Theory]
    [InlineData("""{}""", "'url' is missing")]
    [InlineData("""{ "url": "ftp://shop.example" }""", "'url' must be an absolute address")]
    [InlineData("""{ "url": "/products" }""", "'url' must be an absolute address")]
    [InlineData("""{ "url": "https://ana:hush@shop.example" }""", "'url' must not hold a user name")]
    [InlineData("""{ "url": "https://shop.example#a" }""", "'url' must not hold a #")]
    [InlineData("""{ "url": "https://x.example", "auth": "bearer" }""", "'auth' is not a JSON object")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "oauth" } }""", "'auth.type' must be none, apiKey, bearer or basic")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "bearer" } }""", "'auth.token' is missing")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "bearer", "token": "a\nhush" } }""", "'auth.token' must not hold line breaks")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "bearer", "token": "t", "key": "hush" } }""", "'auth.key' is not a setting")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "apiKey", "key": "hush", "name": "Host" } }""", "'auth.name' must be the name of a header")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "basic", "username": "a:b" } }""", "'auth.username' must not hold a colon")]
    [InlineData("""{ "url": "https://x.example", "headers": { "Content-Length": "5" } }""", "'headers.Content-Length' must be")]
    [InlineData("""{ "url": "https://x.example", "headers": { "X": "a\r\nHost: hush" } }""", "'headers.X' must be")]
    [InlineData("""{ "url": "https://x.example", "headers": { "X": 5 } }""", "'headers' must be a JSON object of texts")]
    [InlineData("""{ "url": "https://x.example", "auth": { "type": "bearer", "token": "t" }, "headers": { "authorization": "hush" } }""", "'headers' must not hold the header that auth sends")]
    [InlineData("""{ "url": "https://x.example", "items": "a..b" }""", "'items' must be a path")]
    [InlineData("""{ "url": "https://x.example", "paging": { "type": "pages" } }""", "'paging.type' must be")]
    [InlineData("""{ "url": "https://x.example", "paging": { "type": "cursor" } }""", "'paging.next' is missing")]
    [InlineData("""{ "url": "https://x.example", "paging": { "type": "page", "size": 100 } }""", "'paging.sizeParameter' must be given too")]
    [InlineData("""{ "url": "https://x.example", "paging": { "type": "offset", "size": 0 } }""", "'paging.size' must be a whole number from 1 to 10000")]
    [InlineData("""{ "url": "https://x.example", "paging": { "type": "none", "size": 5 } }""", "'paging.size' is not a setting")]
    [InlineData("""{ "url": "https://x.example", "since": { "format": "iso8601" } }""", "'since.parameter' is missing")]
    [InlineData("""{ "url": "https://x.example", "since": { "parameter": "s", "format": "date" } }""", "'since.format' must be iso8601, unix, unixMs or text")]
    [InlineData("""{ "url": "https://x.example", "codes": { "url": "https://y.example/{code}" } }""", "'codes.url' must be an address of the same server")]
    [InlineData("""{ "url": "https://x.example", "codes": { "url": "https://x.example/{key}" } }""", "'codes.url' must be")]
    [InlineData("""{ "url": "https://x.example", "codes": { "url": "https://{code}.example/" } }""", "'codes.url' must be")]
    [InlineData("""{ "url": "https://x.example", "keys": { "url": "http://x.example/{key}" } }""", "'keys.url' must be")]
    [InlineData("""{ "url": "https://x.example", "timeoutSeconds": 0 }""", "'timeoutSeconds' must be")]
    [InlineData("""{ "url": "http://10.0.0.7/x" }""", "10.0.0.7 is or leads to a private address")]
    [InlineData("""{ "url": "http://0x7f.2/x" }""", "127.0.0.2 is or leads to a loopback address")]
    public void A_mistake_is_named_with_its_place_and_no_value_is_quoted(string config, string said)
    {
        var problem = Assert.Single(Type.Validate(JsonElement.Parse(config)));
        Assert.Contains(said, problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(problem.Error, Assert.Throws<ProblemException>(() => Type.Create(JsonElement.Parse(config))).Problem.Error);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var problems = Type.Validate(JsonElement.Parse("""{ "auth": { "type": "basic" }, "paging": { "type": "cursor", "nxt": "x" }, "page": 1 }"""));
        Assert.Equal(["'url'", "'page'", "'auth.username'", "'paging.next'", "'paging.nxt'"], problems.Select(problem => problem.Detail.Split(' ')[0]));
    }
}
