using System.Net;
using Xunit;

namespace SyncAdmin.Tests.App.Notifications;

public sealed class NotificationRequestsTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("POST", "", """{"url":"http://10.0.0.1/"}""", HttpStatusCode.UnprocessableEntity, "url")]
    [InlineData("POST", "", """{"url":"https://example.com/","kinds":["job.done"]}""", HttpStatusCode.UnprocessableEntity, "kinds")]
    [InlineData("POST", "", """{"url":"https://example.com/","thresholds":{"job.failed":0}}""", HttpStatusCode.UnprocessableEntity, "thresholds")]
    [InlineData("POST", "", """{"url":"https://example.com/","thresholds":{"job.failed":"many"}}""", HttpStatusCode.BadRequest, "thresholds")]
    [InlineData("POST", "", "[", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("GET", "/events?page=0", null, HttpStatusCode.BadRequest, "page=0")]
    [InlineData("POST", "/events/read", """{"ids":["a"]}""", HttpStatusCode.BadRequest, "ids[0]")]
    [InlineData("POST", "/0192f000-0000-7000-8000-000000000001/test", null, HttpStatusCode.NotFound, "0192f000")]
    [InlineData("GET", "/0192f000-0000-7000-8000-000000000001/attempts", null, HttpStatusCode.NotFound, "0192f000")]
    public async Task What_is_wrong_with_a_request_is_named(string method, string path, string? body, HttpStatusCode status, string named)
    {
        using var admin = await fixture.App.MachineAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/notifications" + path) { Content = body is null ? null : new StringContent(body, null, "application/json") };
        using var answer = await admin.SendAsync(request);

        Assert.Contains(named, (await ProblemAssert.IsProblemAsync(answer, status)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
