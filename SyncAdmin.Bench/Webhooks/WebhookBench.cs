using System.Globalization;
using System.Net;
using SyncAdmin.Bench.Models;
using SyncAdmin.Bench.Queue;
using SyncAdmin.Bench.Servers;

namespace SyncAdmin.Bench.Webhooks;

/// <summary>
/// 200 signed webhooks a second for a minute, alone and while a full sync of the same datasource rewrites every record, on SQLite and PostgreSQL. Bar:
/// every one answered 202, p99 under 100 ms; afterwards the collection says what the source says.
/// </summary>
public static class WebhookBench
{
    private const int PerSecond = 200;
    private const int Products = 50_000;
    private const int WarmSeconds = 8;
    private const int PageSize = 1_000;
    private static readonly TimeSpan ProviderLatency = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Bar = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Arguments: the number of seconds, 60 by default; <c>sqlite</c> or <c>postgres</c> for one of the two; <c>accept</c> to leave out what is applied; <c>counted</c>: a
    /// provider embeds (50 ms a call) and counts the texts that it was sent more than once.
    /// </summary>
    public static async Task RunAsync(string[] args)
    {
        var seconds = args.Select(static arg => int.TryParse(arg, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(static number => number > 0, 60);
        var stores = args.Intersect(["sqlite", "postgres"], StringComparer.Ordinal).DefaultIfEmpty().SelectMany(static store => store is null ? (string[])["sqlite", "postgres"] : [store]);
        foreach (var store in stores)
        {
            await using var provider = args.Contains("counted", StringComparer.Ordinal) ? await PreparedGemini.StartAsync(ProviderLatency, itemsPerMinute: null, keepsTexts: true) : null;
            using var server = store == "postgres" ? new BenchPostgres() : null;
            server?.Execute("postgres", "CREATE DATABASE webhooks");
            using var app = await BenchApp.StartAsync([.. SettingsOf(server), .. SettingsOf(provider)]);
            await MeasureAsync(app, provider, store, isSyncing: false, seconds, args);
            await MeasureAsync(app, provider, store, isSyncing: true, seconds, args);
        }
    }

    private static (string, string)[] SettingsOf(BenchPostgres? server) => server is null ? [] :
    [
        ("Storage__Provider", "postgres"),
        ("Storage__ConnectionString", $"{server.ConnectionString("webhooks")};Maximum Pool Size=100"),
    ];

    private static (string, string)[] SettingsOf(PreparedGemini? provider) => provider is null ? [] :
    [
        ("Embeddings__Provider", "gemini"),
        ("Models__Gemini__ApiKey", "bench"),
        ("Models__Gemini__BaseUrl", provider.Address.ToString()),
        ("Models__Gemini__Concurrency", "8"),
    ];

    private static async Task MeasureAsync(BenchApp app, PreparedGemini? provider, string store, bool isSyncing, int seconds, string[] args)
    {
        using var catalogue = new ChangingCatalogue(Products);
        var collection = isSyncing ? "syncing" : "alone";
        var datasource = await app.SendAsync(HttpMethod.Post, "/api/datasources", catalogue.Input(collection));
        var id = datasource.GetProperty("id").GetString()!;
        await app.SyncAsync(id, CancellationToken.None);
        await new WebhookLoad(app, catalogue, collection, datasource).RunAsync(PerSecond, WarmSeconds, Products); // The runtime compiles hot methods twice and more.

        var load = new WebhookLoad(app, catalogue, collection, datasource);
        using var done = new CancellationTokenSource();
        var syncing = isSyncing ? SyncAgainAsync(app, catalogue, id, done.Token) : Task.FromResult(0);
        var before = app.Processor;
        await load.RunAsync(PerSecond, seconds, Products);
        var processor = (app.Processor - before) / (PerSecond * seconds);
        await done.CancelAsync();
        var syncs = await syncing;
        var result = LoadResult.Of(PerSecond, TimeSpan.Zero, processor, load.Latencies);
        var isMet = result.P99 < Bar && load.Answers.Keys.All(static status => status == HttpStatusCode.Accepted);
        var state = args.Contains("accept", StringComparer.Ordinal) ? "not applied" : await StateAsync(app, catalogue, collection, load.Last!);
        var texts = provider?.Texts is { } sent ? string.Create(CultureInfo.InvariantCulture, $"; {sent.All:N0} texts embedded, {(sent.Repeated == 0 ? "none of them twice" : $"{sent.Repeated} MORE THAN ONCE")}") : "";
        BenchTable.Row(
            $"webhooks, {PerSecond}/s for {seconds} s, {store}, {(isSyncing ? $"during full syncs that rewrite all of {Products:N0} records ({syncs} of them)" : "alone")}",
            $"p50 {result.P50.TotalMilliseconds:N1}, p95 {result.P95.TotalMilliseconds:N1}, p99 {result.P99.TotalMilliseconds:N1}, longest {load.Latencies.Max().TotalMilliseconds:N1} ms{(isSyncing ? "" : $" ({result.Server.TotalMilliseconds:N1} ms of processor each)")}; {string.Join(", ", load.Answers.Select(answer => $"{answer.Value} × {(int)answer.Key}"))}; {state}{texts}; {(isMet ? "bar met" : "BAR NOT MET")}");
    }

    /// <summary>Full syncs in which every record has changed, one after the other; how many were begun.</summary>
    private static async Task<int> SyncAgainAsync(BenchApp app, ChangingCatalogue catalogue, string datasource, CancellationToken cancellationToken)
    {
        var syncs = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Run(catalogue.ChangeAll, CancellationToken.None);
            syncs++;
            await app.SyncAsync(datasource, CancellationToken.None);
        }

        return syncs;
    }

    /// <summary>Waits until the last delivery is applied, and compares.</summary>
    private static async Task<string> StateAsync(BenchApp app, ChangingCatalogue catalogue, string collection, string delivery)
    {
        for (var status = "pending"; status == "pending";)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            status = (await app.SendAsync(HttpMethod.Get, delivery)).GetProperty("status").GetString()!;
        }

        var versions = catalogue.Versions();
        var different = 0;
        string? next = null;
        do
        {
            var page = await app.SendAsync(HttpMethod.Post, $"/api/collections/{collection}/points/query", new { limit = PageSize, offset = next });
            foreach (var payload in page.GetProperty("items").EnumerateArray().Select(static point => point.GetProperty("payload")))
            {
                different += versions.Remove(payload.GetProperty("code").GetString()!, out var version) && version == payload.GetProperty("version").GetInt64() ? 0 : 1;
            }

            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return different + versions.Count == 0 ? "the collection says what the source says" : string.Create(CultureInfo.InvariantCulture, $"{different} RECORDS DIFFER, {versions.Count} ARE MISSING");
    }
}
