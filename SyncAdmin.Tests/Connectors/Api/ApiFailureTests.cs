using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Connectors.Api;
using SyncAdmin.Core.Errors;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Connectors.Api;

/// <summary>An API that misbehaves: what is tried again, what is told, and that nothing of it is taken for the end.</summary>
public sealed class ApiFailureTests : ApiSourceTests
{
    private const string Bearer = """{ "auth": { "type": "bearer", "token": "secret-token-1" } }""";

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_busy_API_is_asked_again(int status)
    {
        Api.OnRequest = (context, number) => SaysAsync(context, number is 2 or 3, status, "busy");
        AssertAll(250, await RowsAsync(Connect("page")));
        Assert.Equal(6, Api.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_API_that_stays_busy_makes_the_job_wait(int status)
    {
        Api.OnRequest = (context, number) => SaysAsync(context, number > 1, status, "quota used up, secret-token-1");
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("page", more: Bearer)));
        Assert.Equal(ErrorCatalog.ApiUnavailable, problem.Error);
        Assert.Equal(ProblemKind.Unavailable, problem.Error.Kind);
        Assert.Contains($"answered {status}: quota used up, ***", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(2 + ApiRetry.MaxRetries, Api.Requests.Count);
    }

    [Fact]
    public async Task Retry_after_is_honoured_and_an_API_that_asks_for_long_is_not_waited_for()
    {
        var time = new ImpatientTime();
        var retry = new ApiRetry(time, () => 0.5, NullLogger.Instance);
        var calls = 0;
        ApiCallException Busy(int seconds) => new(new Problem(ErrorCatalog.ApiUnavailable, "Busy."), canRetry: true) { RetryAfter = TimeSpan.FromSeconds(seconds) };
        await retry.RunAsync(_ => calls++ == 0 ? throw Busy(7) : Task.FromResult(1), CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(7.25), Assert.Single(time.Waits));

        calls = 0;
        await Assert.ThrowsAsync<ApiCallException>(() => retry.RunAsync<int>(_ => ++calls > 0 ? throw Busy(61) : Task.FromResult(1), CancellationToken.None));
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Retry_after_is_read_from_the_answer()
    {
        Api.OnRequest = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return SaysAsync(context, true, 429, "");
        };
        await ProblemOfAsync(() => RowsAsync(Connect("page")));
        Assert.Single(Api.Requests);
    }

    [Theory]
    [InlineData(401, "SYNC-1057")]
    [InlineData(403, "SYNC-1057")]
    [InlineData(404, "SYNC-1058")]
    [InlineData(400, "SYNC-1059")]
    public async Task A_refusal_is_told_at_once_and_holds_no_secret(int status, string code)
    {
        Api.OnRequest = (context, _) => SaysAsync(context, true, status, "{\"error\":\"token secret-token-1 is not good\"}");
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("page", more: Bearer)));
        Assert.Equal(code, problem.Code);
        Assert.Contains("token *** is not good", problem.Detail, StringComparison.Ordinal);
        Assert.Single(Api.Requests);
        Assert.Equal(code, (await Connect("page").TestAsync(CancellationToken.None)).Problem?.Code);
    }

    [Fact]
    public async Task A_redirect_is_refused_and_its_host_named()
    {
        Api.OnRequest = (context, _) =>
        {
            context.Response.Headers.Location = "https://login.example/sign-in?key=abc";
            return SaysAsync(context, true, 302, "");
        };
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("page", more: Bearer)));
        Assert.Equal(ErrorCatalog.ApiRedirects, problem.Error);
        Assert.EndsWith("sends the call to login.example.", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Welcome</body></html>", "SYNC-1064")]
    [InlineData("true", "SYNC-1064")]
    [InlineData("{\"data\": nonsense}", "SYNC-1064")]
    [InlineData("{\"data\":{\"items\":[{\"id\":1},{\"id\":", "SYNC-1067")]
    [InlineData("{\"data\":{\"items\":[{\"id\":1}", "SYNC-1067")]
    [InlineData("", "SYNC-1067")]
    [InlineData("{\"data\":{}}", "SYNC-1065")]
    [InlineData("{\"data\":{\"items\":{\"id\":1}}}", "SYNC-1065")]
    [InlineData("[]", "SYNC-1065")]
    [InlineData("{\"data\":{\"items\":[1,2]}}", "SYNC-1069")]
    [InlineData("{\"data\":{\"items\":[{\"id\":1,\"a.b\":1,\"a\":{\"b\":2}}]}}", "SYNC-1069")]
    [InlineData("{\"data\":{\"items\":[{\"id\":\"\\ud800\"}]}}", "SYNC-1069")]
    public async Task An_answer_that_is_no_list_is_told_apart_and_never_the_end(string body, string code)
    {
        Api.OnRequest = (context, number) => SaysAsync(context, number > 1, 200, body);
        Assert.Equal(code, (await ProblemOfAsync(() => RowsAsync(Connect("page")))).Code);
        Api.OnRequest = (context, _) => SaysAsync(context, true, 200, body);
        Assert.Equal(code, (await Connect("page").TestAsync(CancellationToken.None)).Problem?.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_cut_off_is_read_again_and_never_the_end(bool once)
    {
        Api.OnRequest = async (context, number) =>
        {
            if (number != 2 && (once || number == 1))
            {
                return false;
            }

            // The length promised, and half of it sent: the items that arrive would make a good list.
            context.Response.ContentLength = 4_000;
            await context.Response.WriteAsync("{\"data\":{\"items\":[]}}");
            return true;
        };
        if (once)
        {
            AssertAll(250, await RowsAsync(Connect("page")));
            return;
        }

        var problem = await ProblemOfAsync(() => RowsAsync(Connect("page")));
        Assert.Equal(ErrorCatalog.ApiReadIncomplete, problem.Error);
        Assert.Contains("cut off", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_answer_is_unpacked_and_a_bomb_is_stopped_at_the_limit()
    {
        var packed = Pack("""{"data":{"items":[{"id":1,"code":"C1","updated":"x"}]}}"""u8.ToArray());
        Api.OnRequest = (context, _) => PackedAsync(context, packed);
        Assert.Single(await RowsAsync(Connect("all")));

        // 100 MB of blanks.
        var bomb = Pack("{\"a\":\""u8.ToArray(), 100);
        Assert.True(bomb.Length < 2_000_000);
        Api.OnRequest = (context, _) => PackedAsync(context, bomb);
        var problem = await ProblemOfAsync(() => RowsAsync(Connect("all", more: """{ "maxPageBytes": 1000000 }""")));
        Assert.Equal(ErrorCatalog.ApiAnswerTooLarge, problem.Error);

        var half = packed[..^12];
        Api.OnRequest = (context, _) => PackedAsync(context, half);
        Assert.Equal(ErrorCatalog.ApiReadIncomplete, (await ProblemOfAsync(() => RowsAsync(Connect("all")))).Error);
    }

    [Fact]
    public async Task Headers_without_end_and_JSON_without_bottom_are_refused()
    {
        Api.OnRequest = (context, _) =>
        {
            context.Response.Headers["X-Long"] = new string('x', 40_000);
            return Task.FromResult(false);
        };
        Assert.Equal(ErrorCatalog.ApiAnswerTooLarge, (await ProblemOfAsync(() => RowsAsync(Connect("page")))).Error);
        Api.OnRequest = (context, _) => SaysAsync(context, true, 200, new string('[', 100_000));
        Assert.Equal(ErrorCatalog.ApiNotJson, (await ProblemOfAsync(() => RowsAsync(Connect("page")))).Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hanging_API_is_given_up_after_its_time_and_at_once_when_cancelled(bool inTheBody)
    {
        Api.OnRequest = async (context, _) =>
        {
            if (inTheBody)
            {
                await context.Response.WriteAsync("{");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return true;
        };
        var test = await Connect("page", more: """{ "timeoutSeconds": 1 }""").TestAsync(CancellationToken.None);
        Assert.Equal(ErrorCatalog.ApiUnavailable, test.Problem?.Error);

        await Soon.IsAsync(TimeSpan.FromSeconds(1), async () =>
        {
            using var cancelling = new CancellationTokenSource();
            var asked = Api.Requests.Count;
            var reading = RowsUntilAsync(cancelling.Token);
            await Eventually.IsTrueAsync(() => Task.FromResult(Api.Requests.Count > asked), TimeSpan.FromSeconds(10), () => "never asked");
            var clock = Stopwatch.StartNew();
            await cancelling.CancelAsync();
#pragma warning disable VSTHRD003 // Started a few lines above.
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
#pragma warning restore VSTHRD003
            return clock.Elapsed;
        });
    }

    [Fact]
    public async Task The_test_tells_name_port_and_private_network_apart()
    {
        async Task<Problem?> TestAsync(string url) => (await Connect("page", more: $$"""{ "url": "{{url}}" }""").TestAsync(CancellationToken.None)).Problem;
        Assert.Equal(ErrorCatalog.SourceHostUnknown, (await TestAsync("http://nobody.invalid/x"))?.Error);
        Assert.Equal(ErrorCatalog.SourcePortClosed, (await TestAsync($"http://127.0.0.1:{FreePort.Next()}/x"))?.Error);
        Assert.Equal(ErrorCatalog.SourceTlsFailed, (await TestAsync(Api.Url.Replace("http", "https", StringComparison.Ordinal)))?.Error);
        Assert.Equal(ErrorCatalog.OutboundAddressForbidden, (await TestAsync("http://localhost:5/x"))?.Error);
    }

    [Fact]
    public async Task The_test_of_a_good_API_has_its_latency_and_warns_of_http()
    {
        var test = await Connect("page").TestAsync(CancellationToken.None);
        Assert.Null(test.Problem);
        Assert.True(test.Latency > TimeSpan.Zero);
        Assert.Contains("not encrypted", Assert.Single(test.Warnings), StringComparison.Ordinal);
    }

    private async Task RowsUntilAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in Connect("page").ReadAsync(Query, null, cancellationToken))
        {
        }
    }

    private static async Task<bool> SaysAsync(HttpContext context, bool when, int status, string body)
    {
        if (when)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        }

        return when;
    }

    private static async Task<bool> PackedAsync(HttpContext context, byte[] packed)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(packed);
        return true;
    }

    private static byte[] Pack(byte[] plain, int megabytesOfBlanks = 0)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
            var blanks = Enumerable.Repeat((byte)' ', 1_000_000).ToArray();
            for (var i = 0; i < megabytesOfBlanks; i++)
            {
                gzip.Write(blanks);
            }
        }

        return packed.ToArray();
    }
}
