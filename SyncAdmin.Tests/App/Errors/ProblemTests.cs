using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.App.Errors;
using SyncAdmin.App.Hosting;
using Xunit;

namespace SyncAdmin.Tests.App.Errors;

public sealed class ProblemTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("GET", "/api/nothing", null, null, 404, "/api/nothing")]
    [InlineData("GET", "/api/datasources/not-a-uuid", null, null, 404, "not-a-uuid")]
    [InlineData("PATCH", "/api/datasources", null, null, 405, "PATCH")]
    [InlineData("POST", "/api/datasources", "name=x", "application/x-www-form-urlencoded", 415, "form-urlencoded")]
    [InlineData("POST", "/api/datasources", "{\"name\":", "application/json", 400, "line 1")]
    [InlineData("POST", "/api/datasources", "{\"batchSize\":\"many\"}", "application/json", 400, "$.batchSize")]
    [InlineData("POST", "/api/datasources", "", "application/json", 400, "The body is missing")]
    [InlineData("POST", "/api/sync/jobs/0192f000-0000-7000-8000-000000000001/decision", null, null, 400, "The body is missing")]
    [InlineData("GET", "/api/datasources?page=x", null, null, 400, "'page'")]
    [InlineData("GET", "/api/datasources?page=0", null, null, 400, "page=0")]
    [InlineData("GET", "/api/datasources?pageSize=201", null, null, 400, "pageSize=201")]
    [InlineData("GET", "/api/datasources?pageSize=99999999999", null, null, 400, "'pageSize'")]
    [InlineData("GET", "/api/sync/jobs?status=done", null, null, 400, "status=done")]
    [InlineData("GET", "/api/sync/jobs?status=1", null, null, 400, "status=1")]
    [InlineData("GET", "/api/sync/jobs?type=half", null, null, 400, "type=half")]
    [InlineData("GET", "/api/sync/jobs?datasourceId=5", null, null, 400, "'datasourceId'")]
    [InlineData("GET", "/api/datasources/0192f000-0000-7000-8000-000000000001/preview?limit=0", null, null, 400, "limit=0")]
    [InlineData("POST", "/api/collections", "{}", "application/json", 400, "'name'")]
    [InlineData("POST", "/api/collections", "{\"name\":\"x\"}", "application/json", 400, "'vectorSize'")]
    [InlineData("POST", "/api/collections", "{\"name\":\"x\",\"vectorSize\":8,\"distance\":\"far\"}", "application/json", 400, "$.distance")]
    [InlineData("POST", "/api/datasources", "{\"fieldMapping\":{\"a\":\"\\ud800\"}}", "application/json", 400, "$.fieldMapping")]
    [InlineData("POST", "/api/datasources", "{\"fieldMapping\":{\"\\ud800\":\"a\"}}", "application/json", 400, "$.fieldMapping")]
    [InlineData("POST", "/api/datasources/test-connection", "{\"type\":\"mysql\",\"connectionConfig\":{\"password\":\"\\udc00\"}}", "application/json", 400, "$.connectionConfig")]
    [InlineData("POST", "/api/search/text", "{\"collection\":\"x\",\"text\":\"x\",\"filter\":{\"must\":[{\"key\":\"\\ud800\"}]}}", "application/json", 400, "$.filter")]
    [InlineData("POST", "/api/search/text", "{\"text\":\"x\"}", "application/json", 400, "'collection'")]
    [InlineData("POST", "/api/search/text", "{\"collection\":\"x\"}", "application/json", 400, "'text'")]
    public async Task A_bad_request_is_told_what_is_wrong(string method, string address, string? body, string? mediaType, int status, string named)
    {
        using var machine = await fixture.App.MachineAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, mediaType!);
        }

        using var answer = await machine.SendAsync(request);

        var problem = await ProblemAssert.IsProblemAsync(answer, (HttpStatusCode)status);
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=\"utf-9\"")]
    public async Task A_charset_that_nobody_knows_is_not_read(string mediaType)
    {
        using var machine = await fixture.App.MachineAsync();
        foreach (var address in new[] { "/api/search/text", "/api/collections", "/api/datasources/test-connection" })
        {
            using var content = new ByteArrayContent("{}"u8.ToArray());
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            using var answer = await machine.PostAsync(new Uri(address, UriKind.Relative), content);

            await ProblemAssert.IsProblemAsync(answer, HttpStatusCode.UnsupportedMediaType);
        }
    }

    [Fact]
    public async Task A_correlation_id_is_kept_when_it_is_harmless_and_replaced_when_not()
    {
        using var machine = await fixture.App.MachineAsync();

        Assert.Equal("order-4711", await CorrelationAsync(machine, "order-4711"));
        Assert.Matches("^[0-9a-f]{32}$", await CorrelationAsync(machine, "a b"));
        Assert.Matches("^[0-9a-f]{32}$", await CorrelationAsync(machine, new string('x', 65)));
        Assert.Matches("^[0-9a-f]{32}$", await CorrelationAsync(machine, null));
    }

    [Fact]
    public async Task A_bug_is_answered_without_its_stack_trace()
    {
        var context = Request("/api/planted");
        var boundary = new ProblemBoundary(_ => throw new InvalidOperationException("password=hunter2"), NullLogger<ProblemBoundary>.Instance);

        await boundary.InvokeAsync(context);

        var text = await BodyAsync(context);
        Assert.Equal(500, context.Response.StatusCode);
        Assert.Contains("SYNC-7500", text, StringComparison.Ordinal);
        Assert.Contains("\"correlationId\":\"abc\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_told_so()
    {
        var context = Request("/api/planted");
        var boundary = new ProblemBoundary(_ => throw new BadHttpRequestException("Reading the request body timed out due to data arriving too slowly.", 408), NullLogger<ProblemBoundary>.Instance);

        await boundary.InvokeAsync(context);

        Assert.Equal(408, context.Response.StatusCode);
        Assert.Contains("SYNC-7408", await BodyAsync(context), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/datasources/1/records/..", false)]
    [InlineData("/api/datasources/1/records/%2E%2e?x=1", false)]
    [InlineData("/api/datasources/1/records/.%2E/sync", false)]
    [InlineData("/api/./datasources", false)]
    [InlineData("http://localhost/api/datasources/1/records/..", false)]
    [InlineData("/api/datasources/1/records/...", true)]
    [InlineData("/api/datasources/1/records/a..b", true)]
    [InlineData("/api/datasources/1/records/P-1?next=/../..", true)]
    [InlineData("/openapi/v1.json", true)]
    public async Task An_address_that_servers_shorten_to_another_one_is_refused(string target, bool passes)
    {
        var context = Request("/api/datasources/1");
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        var passed = false;

        await new DotSegments(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        }).InvokeAsync(context);

        Assert.Equal((passes, passes ? 200 : 400), (passed, context.Response.StatusCode));
        Assert.Equal(passes, !(await BodyAsync(context)).Contains("SYNC-7400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers()
    {
        using var client = fixture.App.Anybody();

        foreach (var address in new[] { "/livez", "/sign-in", "/api/datasources", "/nothing" })
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore == true || address is "/livez" or "/nothing", address);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5080", HttpStatusCode.OK)]
    [InlineData("[::1]:5080", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task Only_names_of_this_machine_are_served(string host, HttpStatusCode expected)
    {
        using var client = fixture.App.Anybody();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/livez");
        request.Headers.Host = host;

        using var answer = await client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    private DefaultHttpContext Request(string path)
    {
        var context = new DefaultHttpContext { RequestServices = fixture.App.Services };
        context.Request.Path = path;
        context.Response.Body = new MemoryStream();
        context.Items[Correlation.Item] = "abc";
        return context;
    }

    private static async Task<string> BodyAsync(HttpContext context)
    {
        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body);
        return await reader.ReadToEndAsync();
    }

    private static async Task<string> CorrelationAsync(HttpClient client, string? sent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/datasources");
        if (sent is not null)
        {
            request.Headers.Add("X-Correlation-Id", sent);
        }

        using var answer = await client.SendAsync(request);
        return answer.Headers.GetValues("X-Correlation-Id").Single();
    }
}
