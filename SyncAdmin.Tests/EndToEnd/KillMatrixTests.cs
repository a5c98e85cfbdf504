using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.App.Sample;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Core.Webhooks.Signing;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// A real process that dies by SIGKILL at a named point of a full sync with deletes, of an incremental sync, or of a webhook, from three types of source, with state
/// in either database. After the next start everything ends by itself, and source, ledger and store agree on every record.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class KillMatrixTests : IDisposable
{
    private const int Rows = 1_500; // Two pages.
    private const int Changed = 40;
    private const int Renamed = 41;
    private const string Later = "2031-01-01 00:00:00";

    private static readonly (string Run, string Fault)[] Points =
    [
        ("full", "after-read:2"),
        ("full", "after-embed:1"),
        ("full", "after-write:1"),
        ("full", "before-commit:1"),
        ("full", "after-commit:1"),
        ("full", "during-sweep:1"),
        ("full", "before-end:1"),
        ("incremental", "after-read:1"),
        ("incremental", "after-write:1"),
        ("incremental", "before-commit:1"),
        ("incremental", "during-watermark:1"),
        ("webhook", "during-accept:1"),
        ("webhook", "after-accept:1"),
        ("webhook", "after-write:1"),
        ("webhook", "before-commit:1"),
        ("webhook", "after-deliveries:1"),
    ];

    private static readonly string[] Sources = ["mysql", "postgresql", "sqlite"];
    private static readonly string[] States = ["sqlite", "postgres"];
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-matrix-").FullName;
    private readonly string _source = Path.Combine(Directory.CreateTempSubdirectory("syncadmin-matrix-source-").FullName, "shop.db");

    /// <summary>Every point, with each source and each state three and eight times in turn; with --soak every combination.</summary>
    public static TheoryData<string, string, string, string> Combinations()
    {
        var all = new TheoryData<string, string, string, string>();
        for (var i = 0; i < Points.Length; i++)
        {
            foreach (var (source, state) in Sources.SelectMany(source => States.Select(state => (source, state))))
            {
                if (HeavyTests.Soak || (source == Sources[i % 3] && state == States[i / 3 % 2]))
                {
                    all.Add(Points[i].Run, Points[i].Fault, source, state);
                }
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Whatever_dies_when_source_ledger_and_store_agree_afterwards(string run, string fault, string source, string state)
    {
        var (connection, change) = Make(source);
        var database = state == "postgres" ? PostgresServer.Shared.CreateDatabase() : null;
        (string, string)[] settings = database is null
            ? [("Sync:LeaseSeconds", "3")]
            : [("Sync:LeaseSeconds", "3"), ("Storage:Provider", "postgres"), ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(database))];
        Guid datasource;
        string secret;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            var made = await app.SendAsync(HttpMethod.Post, "/api/datasources", Datasource(source, connection), HttpStatusCode.Created);
            (datasource, secret) = (made.GetProperty("id").GetGuid(), made.GetProperty("webhookSecret").GetString()!);
            Assert.Equal("completed", (await app.EndOfAsync(await app.StartFullAsync(datasource), TimeSpan.FromSeconds(60))).GetProperty("status").GetString());
            app.Kill();
        }

        var products = Change(change, deletes: run != "incremental");
        var message = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { collection = "products", codes = CodesOf(products) }));
        using (var app = await AppProcess.StartAsync(_data, [.. settings, ("SYNCADMIN_FAULT", fault)]))
        {
            await StartAsync(app, run, datasource, secret, message, mayDie: true);
            await Eventually.IsTrueAsync(() => Task.FromResult(app.Process.HasExited), TimeSpan.FromSeconds(60), () => app.Output);
        }

        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            if (run == "webhook")
            {
                await StartAsync(app, run, datasource, secret, message, mayDie: false); // As its sender does, who has not heard an answer.
            }

            await AllEndedAsync(app);
            app.Stop();
        }

        using var store = new EmbeddedVectorStore(Path.Combine(_data, "vectors"), NullLoggerFactory.Instance);
        StateDatabase opened = database is null ? new SqliteStateDatabase(Path.Combine(_data, "state.db")) : new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(database));
        await StoredPoints.EqualTheSourceAsync(store, opened, datasource, "products", products.Select(static pair => (pair.Key, pair.Value)));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
        Directory.Delete(Path.GetDirectoryName(_source)!, recursive: true);
    }

    private (object Connection, Action<string> Change) Make(string source)
    {
        switch (source)
        {
            case "mysql":
                var mariaDb = ProductTable.InMariaDb(Rows);
                return (ProductTable.MariaDbConnection(mariaDb), sql => MariaDbServer.Shared.Execute(mariaDb, sql));
            case "postgresql":
                var postgres = ProductTable.InPostgres(Rows);
                return (ProductTable.PostgresConnection(postgres), sql => PostgresServer.Shared.Execute(postgres, sql));
            default:
                ProductTable.InSqlite(_source, Rows);
                return (new { path = _source }, sql => ProductTable.ExecuteInSqlite(_source, sql));
        }
    }

    private static object Datasource(string type, object connection) => new
    {
        name = "products",
        type,
        connectionConfig = connection,
        queryTemplate = ProductTable.Query,
        keyField = "id",
        codeField = "code",
        changeField = "updated_at",
        fieldMapping = new { code = "code", name = "name", brand = "brand", category = "category", price = "price", stock = "stock", description = "description" },
        embeddingFields = new[] { "name", "brand", "code" },
        qdrantCollection = "products",
        webhookEnabled = true,
        batchSize = 10,
    };

    /// <summary>Changes the source, and says what it holds then. An incremental sync is not told of what is gone.</summary>
    private static Dictionary<long, SampleProduct> Change(Action<string> execute, bool deletes)
    {
        var products = ProductTable.Products(Rows).ToDictionary(static row => row.Id, static row => row.Product);
        execute($"UPDATE products SET name = 'Renovado', updated_at = '{Later}' WHERE id <= {Changed}");
        execute($"UPDATE products SET code = 'RENAMED', updated_at = '{Later}' WHERE id = {Renamed}");
        execute("""
            INSERT INTO products (id, code, name, brand, category, price, stock, description, weight, updated_at)
            SELECT id + 1000000, code, name, brand, category, price, stock, description, weight, '2031-01-01 00:00:01' FROM products WHERE id BETWEEN 61 AND 70
            """);
        foreach (var id in products.Keys.Where(static id => id <= Changed).ToArray())
        {
            products[id] = products[id] with { Name = "Renovado" };
        }

        products[Renamed] = products[Renamed] with { Code = "RENAMED" };
        for (var id = 61; id <= 70; id++)
        {
            products[id + 1_000_000] = products[id];
        }

        if (deletes)
        {
            execute("DELETE FROM products WHERE id BETWEEN 51 AND 60");
            for (var id = 51; id <= 60; id++)
            {
                products.Remove(id);
            }
        }

        return products;
    }

    /// <summary>What an ERP would name: the old code of what was renamed, and the codes of what is gone.</summary>
    private static string[] CodesOf(Dictionary<long, SampleProduct> now)
    {
        var before = ProductTable.Products(Rows).ToDictionary(static row => row.Id, static row => row.Product);
        return [.. before.Where(pair => !now.TryGetValue(pair.Key, out var product) || product != pair.Value || pair.Key is >= 61 and <= 70).Select(static pair => pair.Value.Code).Distinct()];
    }

    private static async Task StartAsync(AppProcess app, string run, Guid datasource, string secret, byte[] message, bool mayDie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, run == "webhook" ? $"/api/webhooks/{datasource}/sync" : $"/api/sync/{run}/{datasource}");
        if (run == "webhook")
        {
            Assert.True(WebhookSecret.TryParse(secret, out var key));
            var now = DateTimeOffset.UtcNow;
            request.Content = new ByteArrayContent(message);
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.Add(WebhookHeaders.IdHeader, "msg_of_the_matrix");
            request.Headers.Add(WebhookHeaders.TimestampHeader, WebhookSignature.TimestampOf(now));
            request.Headers.Add(WebhookHeaders.SignatureHeader, WebhookSignature.Sign(key!, "msg_of_the_matrix", now, message));
        }

        try
        {
            using var response = await app.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }
        catch (HttpRequestException) when (mayDie)
        {
            // It died before it could answer.
        }
    }

    private static async Task AllEndedAsync(AppProcess app)
    {
        JsonElement jobs = default;
        await Eventually.IsTrueAsync(
            async () =>
            {
                jobs = (await app.SendAsync(HttpMethod.Get, "/api/sync/jobs?pageSize=50", null, HttpStatusCode.OK)).GetProperty("items");
                return jobs.EnumerateArray().All(static job => job.GetProperty("status").GetString() is "completed" or "failed" or "cancelled");
            },
            TimeSpan.FromSeconds(60),
            () => $"{jobs}\n{app.Output}");
        Assert.All(jobs.EnumerateArray(), job => Assert.Equal("completed", job.GetProperty("status").GetString()));
    }
}
