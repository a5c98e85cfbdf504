using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Core.Webhooks.Signing;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// A real process that re-indexes a collection under a stream of signed webhooks and searches, and dies by SIGKILL at a named step: one of the two physical collections serves at any
/// moment, the job goes on by itself, and no write is lost.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class ReindexKillTests : IDisposable
{
    private const int Rows = 2_000;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-reindex-").FullName;
    private readonly string _source = Path.Combine(Directory.CreateTempSubdirectory("syncadmin-source-").FullName, "shop.db");
    private int _messages;

    /// <summary>Every step; in CI one of the building, and those around the switch.</summary>
    private static string[] Faults => HeavyTests.Soak
        ? ["after-embed:5", "after-write:5", "before-commit:3", "after-commit:3", "reindex-read", "reindex-built", "reindex-verified", "reindex-switching", "reindex-alias", "reindex-switched"]
        : ["after-write:5", "reindex-alias", "reindex-switched"];

    [Fact]
    public Task With_state_in_SQLite_it_dies_at_each_step_and_nothing_is_lost() => SurvivesAsync([("Sync:LeaseSeconds", "3")]);

    [Fact]
    public Task With_state_in_PostgreSQL_it_dies_at_each_step_and_nothing_is_lost() =>
        SurvivesAsync([("Sync:LeaseSeconds", "3"), ("Storage:Provider", "postgres"), ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(PostgresServer.Shared.CreateDatabase()))]);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        Directory.Delete(Path.GetDirectoryName(_source)!, recursive: true);
    }

    private async Task SurvivesAsync((string, string)[] settings)
    {
        ProductTable.InSqlite(_source, Rows);
        ProductTable.ExecuteInSqlite(_source, "PRAGMA journal_mode = WAL"); // Else a reader that meets one of the stream's writes waits with its job.
        var stock = new Dictionary<long, int>();
        var app = await AppProcess.StartAsync(_data, settings);
        try
        {
            var made = await app.SendAsync(HttpMethod.Post, "/api/datasources", Datasource(), HttpStatusCode.Created);
            var (datasource, secret) = (made.GetProperty("id").GetGuid(), made.GetProperty("webhookSecret").GetString()!);
            await app.EndOfAsync(await app.StartFullAsync(datasource), TimeSpan.FromSeconds(60));
            foreach (var fault in Faults)
            {
                await app.QuietAsync();
                app.Stop();
                app.Dispose();
                app = await AppProcess.StartAsync(_data, [.. settings, ("SYNCADMIN_FAULT", fault)]);
                await Record.ExceptionAsync(() => app.SendAsync(HttpMethod.Post, "/api/collections/products/reindex", new { hnsw = new { m = 16 } }, HttpStatusCode.Accepted)); // It may die before it has answered.
                await StreamAsync(app, datasource, secret, stock, () => Task.FromResult(app.Process.HasExited));
                app.Dispose();

                app = await AppProcess.StartAsync(_data, settings);
                await StreamAsync(app, datasource, secret, stock, async () => await StatusAsync(app) == "done");
            }

            await app.QuietAsync();
            await AssertNothingDiffersAsync(app, datasource);
            app.Stop();
        }
        finally
        {
            app.Dispose();
        }

        await AssertStockAsync(stock);
    }

    /// <summary>Changes a row, calls its webhook and searches, again and again; what is refused because the process has just died is called once more by the next one.</summary>
    private async Task StreamAsync(AppProcess app, Guid datasource, string secret, Dictionary<long, int> stock, Func<Task<bool>> isOver)
    {
        var started = TimeProvider.System.GetTimestamp();
        do
        {
            var id = 1 + (_messages * 37L % Rows);
            stock[id] = 100_000 + _messages;
            ProductTable.ExecuteInSqlite(_source, $"UPDATE products SET stock = {stock[id]} WHERE id = {id}");
            try
            {
                await CallAsync(app, datasource, secret, $"msg_{_messages}", ProductTable.Products(Rows).ElementAt((int)id - 1).Product.Code);
                _messages++;
                await SearchAsync(app);
            }
            catch (HttpRequestException) when (app.Process.WaitForExit(TimeSpan.FromSeconds(30)))
            {
                return; // Its sender has heard no answer, and calls again.
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(4), app.Output);
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System); // Below the limit of searches.
        }
        while (!await isOver());
    }

    private static async Task CallAsync(AppProcess app, Guid datasource, string secret, string id, string code)
    {
        Assert.True(WebhookSecret.TryParse(secret, out var key));
        var now = DateTimeOffset.UtcNow;
        var message = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { collection = "products", codes = new[] { code } }));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{datasource}/sync") { Content = new ByteArrayContent(message) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(WebhookHeaders.IdHeader, id);
        request.Headers.Add(WebhookHeaders.TimestampHeader, WebhookSignature.TimestampOf(now));
        request.Headers.Add(WebhookHeaders.SignatureHeader, WebhookSignature.Sign(key!, id, now, message));
        using var response = await app.Client.SendAsync(request);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{response.StatusCode}\n{app.Output}");
    }

    private static async Task SearchAsync(AppProcess app)
    {
        using var response = await app.Client.PostAsJsonAsync("/api/search/text", new { collection = "products", text = "martillo" });
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {answer}\n{app.Output}");
        Assert.NotEmpty(JsonDocument.Parse(answer).RootElement.GetProperty("results").EnumerateArray());
    }

    private static async Task<string?> StatusAsync(AppProcess app) =>
        (await app.SendAsync(HttpMethod.Get, "/api/collections/products/reindex", null, HttpStatusCode.OK)).GetProperty("status").GetString();

    private static async Task AssertNothingDiffersAsync(AppProcess app, Guid datasource)
    {
        var job = (await app.SendAsync(HttpMethod.Post, $"/api/sync/verify/{datasource}", null, HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
        Assert.Equal("completed", (await app.EndOfAsync(job, TimeSpan.FromSeconds(60))).GetProperty("status").GetString());
        var report = await app.SendAsync(HttpMethod.Get, $"/api/sync/jobs/{job}/verification", null, HttpStatusCode.OK);
        Assert.Equal((Rows, 0), (report.GetProperty("compared").GetInt32(), report.GetProperty("differing").GetInt32()));
    }

    private async Task AssertStockAsync(Dictionary<long, int> stock)
    {
        using var store = new EmbeddedVectorStore(Path.Combine(_data, "vectors"), NullLoggerFactory.Instance);
        var points = await store.ScrollAsync("products", filter: null, from: null, limit: 2 * Rows, withVector: false, CancellationToken.None);
        Assert.Equal(Rows, points.Points.Count);
        Assert.InRange(stock.Count, Faults.Length, Rows);
        foreach (var point in points.Points)
        {
            using var payload = JsonDocument.Parse(point.Payload);
            var id = long.Parse(SyncPayload.Read(point.Payload)!.Key, CultureInfo.InvariantCulture);
            if (stock.TryGetValue(id, out var expected))
            {
                Assert.Equal((id, expected), (id, payload.RootElement.GetProperty("stock").GetInt32()));
            }
        }
    }

    private object Datasource() => new
    {
        name = "products",
        type = "sqlite",
        connectionConfig = new { path = _source },
        queryTemplate = ProductTable.Query,
        keyField = "id",
        codeField = "code",
        fieldMapping = new { code = "code", name = "name", brand = "brand", category = "category", price = "price", stock = "stock", description = "description" },
        embeddingFields = new[] { "name", "brand", "code" },
        qdrantCollection = "products",
        webhookEnabled = true,
        batchSize = 50,
    };
}
