using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>Answers made to break their reader: whatever comes, it ends in a problem that people can read.</summary>
public sealed class ApiHostileAnswersTests : ApiSourceTests
{
    private const string Item = """{ "id": 1, "code": "A", "updated": "2026-01-01" }""";

    [Theory]
    [InlineData("cursor", """{"data":{"items":[ITEM]},"next":"\ud800"}""")]
    [InlineData("body", """{"data":{"items":[ITEM]},"next":"\ud800"}""")]
    [InlineData("all", """{"\ud800":1,"\udc00x":2}""")]
    [InlineData("all", """{"data":{"\ud800":1}}""")]
    [InlineData("all", """{"data":{"items":[{"id":"\ud800","code":"A"}]}}""")]
    [InlineData("all", """{"data":{"items":[{"\ud800":1,"id":1,"code":"A"}]}}""")]
    [InlineData("page", """{"data":{"items":[ITEM]},"total":"\ud800"}""")]
    [InlineData("body", """{"data":{"items":[ITEM]},"next":"http://[::1"}""")]
    [InlineData("body", """{"data":{"items":[ITEM]},"next":"//"}""")]
    [InlineData("body", """{"data":{"items":[ITEM]},"next":"http:\\\\169.254.169.254"}""")]
    [InlineData("body", """{"data":{"items":[ITEM]},"next":"file:///etc/passwd"}""")]
    [InlineData("body", """{"data":{"items":[ITEM]},"next":"//localhost@127.0.0.2/"}""")]
    public async Task A_text_that_is_none_is_a_problem_and_no_accident(string kind, string answer)
    {
        Api.OnRequest = (context, _) => SaysAsync(context, 200, Encoding.UTF8.GetBytes(answer.Replace("ITEM", Item, StringComparison.Ordinal)));
        await EndsInAProblemAsync(Connect(kind, more: """{ "total": "total" }"""));
        await EndsInAProblemAsync(Connect(kind));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_packed_answer_that_is_broken_or_a_bomb_is_a_problem(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            await packer.WriteAsync("["u8.ToArray());
            await packer.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 50_000_000)));
        }

        foreach (var body in new[] { "this is not packed at all, but it says so"u8.ToArray(), packed.ToArray()[..^9], packed.ToArray() })
        {
            Api.OnRequest = (context, _) =>
            {
                context.Response.Headers.ContentEncoding = encoding;
                return SaysAsync(context, 200, body);
            };
            await EndsInAProblemAsync(Connect("all", more: """{ "maxPageBytes": 1048576 }"""), reads: false);
            Api.OnRequest = (context, _) =>
            {
                context.Response.Headers.ContentEncoding = encoding;
                return SaysAsync(context, 500, body);
            };
            await EndsInAProblemAsync(Connect("all"), reads: false);
        }
    }

    [Theory]
    [InlineData("//[")]
    [InlineData("http://[bad")]
    [InlineData("//")]
    [InlineData("\\\\")]
    [InlineData("http:")]
    [InlineData("%")]
    public async Task A_redirect_to_nowhere_is_a_problem(string location)
    {
        Api.OnRequest = (context, _) =>
        {
            context.Response.Headers.Location = location;
            return SaysAsync(context, 302, []);
        };
        await EndsInAProblemAsync(Connect("all"));
    }

    [Fact]
    public async Task Names_without_end_are_not_repeated()
    {
        var name = new string('x', 2_000_000);
        foreach (var answer in new[] { $$"""{"{{name}}":1}""", $$$"""{"data":{"items":[{"{{{name}}}":1,"{{{name}}}y":{"{{{name}}}":1}}]}}""" })
        {
            Api.OnRequest = (context, _) => SaysAsync(context, 200, Encoding.UTF8.GetBytes(answer));
            Assert.InRange((await EndsInAProblemAsync(Connect("all"))).Detail.Length, 1, 10_000);
        }
    }

    [Fact]
    public async Task No_form_of_a_secret_is_repeated()
    {
        Api.OnRequest = (context, _) => SaysAsync(context, 401, Encoding.UTF8.GetBytes($"no: {context.Request.Headers.Authorization} {context.Request.QueryString} {context.Request.Headers["X-Extra"]}"));
        foreach (var auth in new[]
        {
            """{ "type": "basic", "username": "u", "password": "p@ss wörd" }""",
            """{ "type": "apiKey", "in": "query", "name": "key", "key": "k&y+/ 1234567" }""",
            """{ "type": "bearer", "token": "tok-1234567" }""",
        })
        {
            var detail = (await EndsInAProblemAsync(Connect("all", more: $$"""{ "auth": {{auth}}, "headers": { "X-Extra": "extra-1234567" } }"""))).Detail;
            Assert.Contains("***", detail, StringComparison.Ordinal);
            foreach (var form in new[] { "p@ss", "p%40ss", "dTpw", "k&y", "k%26y", "tok-", "extra-" })
            {
                Assert.DoesNotContain(form, detail, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    /// <summary>The test of the connection, and a read of everything.</summary>
    private static async Task<Problem> EndsInAProblemAsync(IConnector connector, bool reads = true)
    {
        var test = await connector.TestAsync(CancellationToken.None);
        if (reads)
        {
            await ProblemOfAsync(() => RowsAsync(connector));
        }

        return test.Problem ?? await ProblemOfAsync(() => RowsAsync(connector));
    }

    private static async Task<bool> SaysAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body);
        return true;
    }
}
