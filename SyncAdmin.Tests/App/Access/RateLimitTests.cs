using System.Net;
using SyncAdmin.App.Access;
using Xunit;

namespace SyncAdmin.Tests.App.Access;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Guessing_sign_in_links_is_slowed_down()
    {
        await using var app = new TestApp();
        using var browser = app.Browser();
        HttpResponseMessage? last = null;
        for (var attempt = 0; attempt <= RateLimits.SignInsPerMinute; attempt++)
        {
            last?.Dispose();
            last = await TestApp.PostSignInAsync(browser, "guess");
        }

        using (last)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, last!.StatusCode);
            Assert.InRange(last.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }
    }

    [Fact]
    public async Task A_caller_that_floods_the_api_is_told_to_wait()
    {
        await using var app = new TestApp();
        using var machine = await app.MachineAsync();
        var refused = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, RateLimits.Burst * 4), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
        {
            using var answer = await machine.GetAsync(new Uri("/api/auth/profile", UriKind.Relative), token);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Interlocked.Increment(ref refused);
            }
        });

        Assert.InRange(refused, 1, RateLimits.Burst * 3);
    }
}
