using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Bench.Sync;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Bench.Models;

/// <summary>
/// A full sync whose speed is the provider's: Gemini's wire format, 200 ms a call, eight calls at a time, the embedding cache on, a store that discards.
/// Bars: at least 95 % of what the provider allows, bursts of at most one batch, no 429.
/// </summary>
public static class ProviderBench
{
    private const int Concurrency = 8;
    private const int Batch = 100;
    private const int ItemsPerMinute = 3_000;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FirstMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Edge = TimeSpan.FromSeconds(5);

    /// <summary>Arguments: <c>limited [rows]</c> (20,500: nearly seven minutes) or <c>unlimited [rows]</c> (200,000); both when there is none.</summary>
    public static async Task RunAsync(string[] args)
    {
        if (args is [] or ["unlimited", ..])
        {
            await UnlimitedAsync(Rows(args, 200_000));
        }

        if (args is [] or ["limited", ..])
        {
            await LimitedAsync(Rows(args, 20_500));
        }
    }

    private static int Rows(string[] args, int byDefault) => args is [_, var rows, ..] ? int.Parse(rows, CultureInfo.InvariantCulture) : byDefault;

    private static async Task UnlimitedAsync(int rows)
    {
        var (calls, refused) = await SyncAsync(rows, itemsPerMinute: null);
        var (from, to) = (calls[0].At + Edge, calls[^1].At - Edge);
        var perSecond = calls.Where(call => call.At >= from && call.At < to).Sum(call => call.Items) / (to - from).TotalSeconds;
        var allowed = Concurrency * Batch / Latency.TotalSeconds;
        BenchTable.Row(
            $"provider of {Latency.TotalMilliseconds:N0} ms a call, {Concurrency} at a time, {rows:N0} rows",
            $"{perSecond:N0} rows/s, {perSecond / allowed:P1} of what it allows, {refused} refused (first and last 5 s left out)");
    }

    private static async Task LimitedAsync(int rows)
    {
        var (calls, refused) = await SyncAsync(rows, ItemsPerMinute);
        var (from, to) = (calls[0].At + FirstMinute, calls[^1].At);
        var perMinute = calls.Where(call => call.At >= from && call.At < to).Sum(call => call.Items) / (to - from).TotalMinutes;
        var burst = calls.Max(call => calls.Where(other => other.At >= call.At && other.At < call.At + TimeSpan.FromSeconds(1)).Sum(other => other.Items));
        BenchTable.Row(
            $"provider limited to {ItemsPerMinute:N0} items a minute, {rows:N0} rows",
            $"{perMinute:N0} rows/min after the first minute, {perMinute / ItemsPerMinute:P1} of what it allows, at most {burst} in any second, {refused} refused");
    }

    private static async Task<(IReadOnlyList<(TimeSpan At, int Items)> Calls, int Refused)> SyncAsync(int rows, int? itemsPerMinute)
    {
        var directory = Directory.CreateTempSubdirectory("syncadmin-bench-provider-");
        await using (var provider = await PreparedGemini.StartAsync(Latency, itemsPerMinute))
        await using (var services = Services(provider, itemsPerMinute, directory.FullName))
        await using (var engine = await BenchEngine.StartAsync(discards: true, services.GetRequiredService<IEmbedder>()))
        {
            var datasource = await engine.AddAsync("provider", "synthetic", string.Create(CultureInfo.InvariantCulture, $$"""{"rows":{{rows}}}"""));
            await engine.SyncAsync(datasource);
            var answer = (provider.Arrivals, provider.Refused);
            await services.DisposeAsync();
            directory.Delete(recursive: true);
            return answer;
        }
    }

    private static ServiceProvider Services(PreparedGemini provider, int? itemsPerMinute, string directory)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Embeddings:Provider"] = "gemini",
            ["Models:Gemini:ApiKey"] = "bench",
            ["Models:Gemini:BaseUrl"] = provider.Address.ToString(),
            ["Models:Gemini:Concurrency"] = Concurrency.ToString(CultureInfo.InvariantCulture),
            ["Models:Gemini:ItemsPerMinute"] = itemsPerMinute?.ToString(CultureInfo.InvariantCulture),
        }).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(new DataDirectory(directory))
            .AddSingleton<StateDatabase>(new SqliteStateDatabase(Path.Combine(directory, "unused.db"))) // Says that the cache is a file, as beside SQLite.
            .AddModels(configuration)
            .AddEmbeddings(configuration)
            .BuildServiceProvider();
    }
}
