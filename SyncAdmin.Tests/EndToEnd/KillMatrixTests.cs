using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.App.Sample;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Core.Webhooks.Signing;
using SyncAdmin.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// A real process that dies by SIGKILL at a named point of a full sync with deletes, of an incremental sync, or of a webhook, from three types of source, with state
/// in either database. After the next start everything ends by itself, and source, ledger and store agree on every record.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class KillMatrixTests(KillMatrixHouses houses, ITestOutputHelper output) : IClassFixture<KillMatrixHouses>
{
    private const int Changed = 40;
    private const int Renamed = 41;
    private const string Later = "2031-01-01 00:00:00";

    /// <summary>What a process may have just done when it dies, and the runs that come by there.</summary>
    private static readonly (string Point, string[] Kills)[] Points =
    [
        ("a page is read", ["full after-read:2", "incremental after-read:1"]),
        ("a batch is embedded", ["full after-embed:1", "incremental after-embed:1", "webhook after-embed:1"]),
        ("points are written, the ledger is not", ["full after-write:1", "incremental after-write:1", "webhook after-write:1"]),
        ("ledger and checkpoint are about to be committed", ["full before-commit:1", "incremental before-commit:1", "webhook before-commit:1"]),
        ("ledger and checkpoint are committed", ["full after-commit:1", "full before-end:1", "webhook after-deliveries:1"]),
        ("a sweep has forgotten and not deleted", ["full during-sweep:1"]),
        ("a webhook is half accepted", ["webhook during-accept:1"]),
        ("a webhook is accepted and not claimed", ["webhook after-accept:1"]),
        ("the watermark moves", ["incremental during-watermark:1"]),
    ];

    /// <summary>
    /// Rows of three cases that run beside each other, one for each type of source. In CI every pair of point and source, point and state, source and state;
    /// with --soak every run at every point with all of them.
    /// </summary>
    public static TheoryData<string, string[]> Rows()
    {
        var rows = new TheoryData<string, string[]>();
        for (var i = 0; i < Points.Length; i++)
        {
            var (point, kills) = Points[i];
            for (var turn = 0; turn < (HeavyTests.Soak ? 2 * kills.Length : 1); turn++)
            {
                rows.Add(point, [.. KillMatrixHouses.Sources.Select((source, number) =>
                    $"{kills[(number + turn) % kills.Length]} {source} {KillMatrixHouses.States[(number + i + (turn / kills.Length)) % 2]}")]);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Whatever_dies_when_source_ledger_and_store_agree_afterwards(string point, string[] cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(cases.Select(one => Task.Run(async () =>
        {
            try
            {
                var words = one.Split(' ');
                await DieAsync(run: words[0], fault: words[1], source: words[2], state: words[3]);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{point}: {one}: {exception.Message}", exception);
            }
        })));
        output.WriteLine($"{cases.Length} cases in {clock.Elapsed.TotalSeconds:F1} s");
    }

    [Fact]
    public void Every_point_meets_every_source_and_every_state_and_every_source_every_state()
    {
        var cases = Rows().SelectMany(static row => ((string[])row[1]).Select(one => (Point: (string)row[0], Words: one.Split(' ')))).ToArray();
        Assert.Equal(Points.Length * KillMatrixHouses.Sources.Length, cases.Select(static one => (one.Point, one.Words[2])).Distinct().Count());
        Assert.Equal(Points.Length * KillMatrixHouses.States.Length, cases.Select(static one => (one.Point, one.Words[3])).Distinct().Count());
        Assert.Equal(KillMatrixHouses.Sources.Length * KillMatrixHouses.States.Length, cases.Select(static one => (one.Words[2], one.Words[3])).Distinct().Count());
        Assert.Equal(Points.Sum(static point => point.Kills.Length), cases.Select(static one => (one.Words[0], one.Words[1])).Distinct().Count());
    }

    private async Task DieAsync(string run, string fault, string source, string state)
    {
        using var house = houses.Copy(state);
        houses.Reset(source);
        var products = Change(sql => houses.Execute(source, sql), deletes: run != "incremental");
        var (datasource, secret) = house.Datasources[source];
        var message = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { collection = source, codes = CodesOf(products) }));
        using (var app = await AppProcess.StartAsync(house.Data, house.Settings(("SYNCADMIN_FAULT", fault))))
        {
            await StartAsync(app, run, datasource, secret, message, mayDie: true);
            await Eventually.IsTrueAsync(() => Task.FromResult(app.Process.HasExited), TimeSpan.FromSeconds(60), () => app.Output);
        }

        using (var app = await AppProcess.StartAsync(house.Data, house.Settings()))
        {
            if (run == "webhook")
            {
                await StartAsync(app, run, datasource, secret, message, mayDie: false); // As its sender does, who has not heard an answer.
            }

            await AllEndedAsync(app);
            app.Kill(); // Again, for whatever says that it has ended must be on disk.
        }

        using var store = new EmbeddedVectorStore(Path.Combine(house.Data, "vectors"), NullLoggerFactory.Instance);
        StateDatabase opened = house.Database is null ? new SqliteStateDatabase(Path.Combine(house.Data, "state.db")) : new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(house.Database));
        using var closing = (IDisposable)opened;
        await StoredPoints.EqualTheSourceAsync(store, opened, datasource, source, products.Select(static pair => (pair.Key, pair.Value)));
    }

    /// <summary>Changes the source, and says what it holds then. An incremental sync is not told of what is gone.</summary>
    private static Dictionary<long, SampleProduct> Change(Action<string> execute, bool deletes)
    {
        var products = ProductTable.Products(KillMatrixHouses.Rows).ToDictionary(static row => row.Id, static row => row.Product);
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
        var before = ProductTable.Products(KillMatrixHouses.Rows).ToDictionary(static row => row.Id, static row => row.Product);
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
            Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}\n{app.Output}");
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
