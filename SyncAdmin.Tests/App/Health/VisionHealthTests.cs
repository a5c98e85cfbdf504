using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace SyncAdmin.Tests.App.Health;

/// <summary>What health says of the program that reads pictures.</summary>
public sealed class VisionHealthTests
{
    [Fact]
    public async Task A_program_that_is_not_there_is_told_without_a_photo_and_the_rest_serves()
    {
        var health = await HealthAsync(("Vision:Provider", "tesseract"), ("Vision:Tesseract:Command", "no-such-program"));

        var problem = health.GetProperty("parts").GetProperty("vision").GetProperty("problem");
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal("SYNC-3051", problem.GetProperty("code").GetString());
        Assert.Contains("no-such-program", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_there_is_well()
    {
        var health = await HealthAsync(("Vision:Provider", "tesseract"));

        Assert.Equal("healthy", health.GetProperty("status").GetString());
        Assert.Equal("tesseract", health.GetProperty("parts").GetProperty("vision").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Vision_that_nobody_configured_is_no_part() =>
        Assert.False((await HealthAsync()).GetProperty("parts").TryGetProperty("vision", out _));

    private static async Task<JsonElement> HealthAsync(params (string Key, string Value)[] settings)
    {
        await using var app = new TestApp(settings);
        using var machine = await app.MachineAsync();
        return await machine.GetFromJsonAsync<JsonElement>("/api/health");
    }
}
