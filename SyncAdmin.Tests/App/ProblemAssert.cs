using System.Net;
using System.Text.Json;
using Xunit;

namespace SyncAdmin.Tests.App;

internal static class ProblemAssert
{
    /// <summary>The answer is a problem as RFC 9457 has it, with code, remedy and correlation id; returns it.</summary>
    internal static async Task<JsonElement> IsProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Matches("^SYNC-[1-9][0-9]{3}$", problem.GetProperty("code").GetString());
        Assert.Equal($"urn:syncadmin:error:{problem.GetProperty("code").GetString()}", problem.GetProperty("type").GetString());
        Assert.All(["title", "detail", "remedy"], member => Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty(member).GetString()), member));
        Assert.Equal(response.Headers.GetValues("X-Correlation-Id").Single(), problem.GetProperty("correlationId").GetString());
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        return problem;
    }
}
