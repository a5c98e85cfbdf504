using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// While a full sync runs and deliveries arrive and are applied, the connections of the state are cut, its server is restarted, and the source's too: nothing is lost,
/// nothing doubled, and no job is shown running that nobody runs.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class ServerOutageTests(ITestOutputHelper output) : IDisposable
{
    private const int Concurrency = 4;
    private const int Batch = 100;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-outage-").FullName;

    private static int Rows => HeavyTests.Soak ? 40_000 : 6_000;

    private static int Outages => HeavyTests.Soak ? 24 : 4;

    [Theory]
    [InlineData("mysql")]
    [InlineData("postgresql")]
    public async Task A_sync_and_deliveries_survive_cut_connections_and_restarts_of_state_and_source(string source)
    {
        var (table, state) = (source == "mysql" ? ProductTable.InMariaDb(Rows) : ProductTable.InPostgres(Rows), PostgresServer.Shared.CreateDatabase());
        await using var embedder = await FakeOpenAi.StartAsync();
        embedder.Latency = TimeSpan.FromMilliseconds(400);
        using var app = await AppProcess.StartAsync(_data, Settings(embedder, state));
        await using var database = new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(state));
        await using var watch = new ZombieWatch(database);
        var made = await app.SendAsync(HttpMethod.Post, "/api/datasources", DeliveryStream.Datasource("products", source, ConnectionOf(source, table)), HttpStatusCode.Created);
        var datasource = made.GetProperty("id").GetGuid();
        var stream = new DeliveryStream(() => [app], sql => Execute(source, table, sql), Rows);

        var job = await app.StartFullAsync(datasource);
        using var stop = new CancellationTokenSource();
        var sending = stream.RunAsync(datasource, made.GetProperty("webhookSecret").GetString()!, "products", stop.Token);
        var random = new Random(20261122);
        for (var outage = 1; outage <= Outages; outage++)
        {
            await GoesOnAsync(app, job, stream);
            await (outage % 4 == 0 ? PostgresServer.Shared.RestartAsync(Away, outage % 8 == 0 ? "fast" : "immediate")
                : outage % 4 == 2 && source == "mysql" ? MariaDbServer.Shared.RestartAsync(Away)
                : CutAsync());
        }

        await GoesOnAsync(app, job, stream);
        embedder.Latency = TimeSpan.Zero;
        await stop.CancelAsync();
        await sending;
        await stream.AssertAppliedAsync(database, datasource, () => app.Output);
        await watch.AssertNoneAsync();
        var (twice, processed) = (embedder.Items - embedder.EmbedCounts.Count, (await app.JobAsync(job)).GetProperty("processedRecords").GetInt32());
        output.WriteLine($"{Outages} outages, {stream.Sent} messages ({stream.Repeated} calls repeated), {processed} records by the full sync, {twice} of {embedder.EmbedCounts.Count} texts embedded twice, shown running by nobody for {watch.Longest.TotalSeconds:F1} s at most");
        Assert.InRange(twice, 0, Outages * 3 * Concurrency * Batch);
        Assert.InRange(processed, Rows - (2 * stream.Sent), Rows); // Less those that a delivery had brought up to date before the sync was resumed.
        app.Stop();
        using var store = new EmbeddedVectorStore(Path.Combine(_data, "vectors"), NullLoggerFactory.Instance);
        await StoredPoints.EqualTheSourceAsync(store, database, datasource, "products", stream.Products);

        Task Away() => Task.Delay(random.Next(100, 600));

        Task CutAsync()
        {
            PostgresServer.Shared.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('{state}', '{table}') AND datname <> 'postgres'");
            return Task.CompletedTask;
        }
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Both the sync and the deliveries have moved, and the sync is not at its end.</summary>
    private static async Task GoesOnAsync(AppProcess app, Guid job, DeliveryStream stream)
    {
        var (sent, from) = (stream.Sent, -1L);
        await Eventually.IsTrueAsync(
            async () =>
            {
                using var answer = await app.Client.GetAsync(new Uri($"/api/sync/jobs/{job}", UriKind.Relative));
                if (!answer.IsSuccessStatusCode)
                {
                    return false; // The state is not back yet.
                }

                var view = System.Text.Json.JsonElement.Parse(await answer.Content.ReadAsStringAsync());
                Assert.True(view.GetProperty("status").GetString() is "pending" or "running", $"The sync is over too early: {view}");
                var processed = view.GetProperty("processedRecords").GetInt64();
                from = from < 0 ? processed : from;
                return processed > from && stream.Sent > sent + 5;
            },
            TimeSpan.FromSeconds(60),
            () => app.Output);
    }

    private static object ConnectionOf(string source, string table) => source == "mysql" ? ProductTable.MariaDbConnection(table) : ProductTable.PostgresConnection(table);

    private static void Execute(string source, string table, string sql)
    {
        if (source == "mysql")
        {
            MariaDbServer.Shared.Execute(table, sql);
        }
        else
        {
            PostgresServer.Shared.Execute(table, sql);
        }
    }

    private static (string, string)[] Settings(FakeOpenAi embedder, string state) =>
    [
        .. embedder.Settings().Select(static pair => (pair.Key, pair.Value!)),
        ("Models:OpenAI:Concurrency", Concurrency.ToString(CultureInfo.InvariantCulture)),
        ("Sync:InFlightBatches", "4"),
        ("Sync:LeaseSeconds", "5"),
        ("Storage:Provider", "postgres"),
        ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(state)),
    ];
}
