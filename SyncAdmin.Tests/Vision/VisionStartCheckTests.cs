using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Vision;
using SyncAdmin.Tests.Sync;
using Xunit;

namespace SyncAdmin.Tests.Vision;

/// <summary>What the log says at start of the program that reads pictures.</summary>
public sealed class VisionStartCheckTests
{
    [Theory]
    [InlineData("tesseract", "Command", "no-such-program", "There is no program 'no-such-program'")]
    [InlineData("tesseract", "Command", "/no/such/program", "There is no program '/no/such/program'")]
    [InlineData("tesseract", "Languages", "tlh", "None of the languages 'tlh' is installed")]
    public async Task A_program_that_cant_be_used_is_told_once_with_its_remedy(string provider, string key, string value, string said)
    {
        var line = Assert.Single(await StartAsync(provider, key, value));

        Assert.StartsWith("Warning: Pictures can't be read by tesseract: SYNC-3051 ", line, StringComparison.Ordinal);
        Assert.Contains(said, line, StringComparison.Ordinal);
        Assert.Contains("set Vision:Tesseract:Command", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tesseract", "Command", "tesseract")]
    [InlineData("none", "Command", "no-such-program")]
    public async Task What_is_well_or_not_used_is_not_spoken_of(string provider, string key, string value) => Assert.Empty(await StartAsync(provider, key, value));

    private static async Task<IReadOnlyCollection<string>> StartAsync(string provider, string key, string value)
    {
        using var log = new RecordedLog();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Vision:Provider"] = provider, ["Vision:Tesseract:" + key] = value })
            .Build();
        await using var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log)).AddModels(configuration).AddVision(configuration).BuildServiceProvider();
        var check = (BackgroundService)services.GetServices<IHostedService>().Single(service => service is VisionStartCheck);
        await check.StartAsync(CancellationToken.None);
#pragma warning disable VSTHRD003 // Started a line before; there is no synchronization context to deadlock on.
        await check.ExecuteTask!;
#pragma warning restore VSTHRD003
        return log.Lines;
    }
}
