using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// The promise this application exists for: <c>kill -9</c> at any instant costs the batches in flight and nothing else. A slow embedder makes
/// the sync last two minutes or more; each kill comes at a random moment after progress has moved since the last one.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Rows = 24_000;
    private const int Concurrency = 4;
    private const int BatchSize = 100;

    // 240 batches, four at a time, two seconds each: two minutes of embedding, of which the kills need some. What is left then is embedded at once.
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(2);
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-kill-").FullName;

    private static int Kills => HeavyTests.Soak ? 20 : 3;

    [Fact]
    public Task A_sync_of_MariaDB_with_state_in_SQLite_survives_kills() =>
        SurvivesKillsAsync("mysql", ProductTable.MariaDbConnection(ProductTable.InMariaDb(Rows)), stateDatabase: null);

    [Fact]
    public Task A_sync_of_PostgreSQL_with_state_in_PostgreSQL_survives_kills() =>
        SurvivesKillsAsync("postgresql", ProductTable.PostgresConnection(ProductTable.InPostgres(Rows)), PostgresServer.Shared.CreateDatabase());

    [Theory]
    [InlineData("cancelled")]
    [InlineData("failed")]
    public async Task A_job_that_ended_before_the_kill_is_resumed_by_hand(string ending)
    {
        await using var embedder = await FakeOpenAi.StartAsync();
        embedder.Latency = TimeSpan.FromMilliseconds(200);
        // Of the last resume only the beginning is kept: on a busy machine this job must not lose its lease, and be resumed a second time, by itself.
        var settings = Settings(embedder, stateDatabase: null, leaseSeconds: 60);
        var connection = ProductTable.MariaDbConnection(ProductTable.InMariaDb(Rows));
        Guid datasource;
        Guid job;
        long committed;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", "mysql", connection, "products"));
            job = await app.StartFullAsync(datasource);
            await ProgressBeyondAsync(app, job, 1000);
            if (ending == "cancelled")
            {
                await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/cancel", null, HttpStatusCode.Accepted);
            }
            else
            {
                // A key that was revoked: the provider's refusal fails the job at once.
                embedder.Next([.. Enumerable.Repeat(FakeAnswer.Error(401, "Incorrect API key provided", "invalid_api_key"), 40)]);
            }

            var ended = await app.EndOfAsync(job, TimeSpan.FromSeconds(30));
            Assert.Equal(ending, ended.GetProperty("status").GetString());
            committed = ended.GetProperty("processedRecords").GetInt64();
            app.Kill();
        }

        embedder.ForgetScript();
        embedder.Latency = TimeSpan.Zero;
        using (var app = await AppProcess.StartAsync(_data, settings))
        {
            Assert.Equal(ending, (await app.JobAsync(job)).GetProperty("status").GetString());
            await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/resume", null, HttpStatusCode.Accepted);
            var ended = await app.EndOfAsync(job, TimeSpan.FromMinutes(3));
            Assert.Equal("completed", ended.GetProperty("status").GetString());
            AssertCounters(ended);
            Assert.Equal(committed, ended.GetProperty("resume").GetProperty("record").GetInt64());
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task SurvivesKillsAsync(string type, object connection, string? stateDatabase)
    {
        var random = new Random(20261121);
        await using var embedder = await FakeOpenAi.StartAsync();
        embedder.Latency = Latency;
        var settings = Settings(embedder, stateDatabase);
        var app = await AppProcess.StartAsync(_data, settings);
        try
        {
            var datasource = await app.CreateDatasourceAsync(ProductTable.Datasource("products", type, connection, "products"));
            var job = await app.StartFullAsync(datasource);
            long reached = 0;
            for (var kill = 0; kill < Kills; kill++)
            {
                reached = await ProgressBeyondAsync(app, job, reached);
                await Task.Delay(random.Next(0, 2500));
                app.Kill();
                app.Dispose();
                app = await AppProcess.StartAsync(_data, settings);
            }

            embedder.Latency = TimeSpan.Zero;
            var ended = await app.EndOfAsync(job, TimeSpan.FromMinutes(6));
            output.WriteLine(ended.ToString());
            Assert.Equal("completed", ended.GetProperty("status").GetString());
            AssertCounters(ended);
            AssertSaysWhatTheResumeSaved(app, ended);

            // What is read and not yet committed at a kill may be paid for twice: the calls in flight and the finished batches that wait for them.
            var twice = embedder.Items - Rows;
            output.WriteLine($"{Kills} kills, {twice} of {Rows} texts embedded twice, {(double)twice / Kills / BatchSize:F1} batches per kill");
            Assert.InRange(twice, 0, Kills * 2 * Concurrency * BatchSize);
            app.Stop();
            await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows, stateDatabase is null ? null : new PostgresStateDatabase(PostgresServer.Shared.ConnectionString(stateDatabase)));
        }
        finally
        {
            app.Dispose();
        }
    }

    private static void AssertCounters(JsonElement job)
    {
        foreach (var counter in new[] { "totalRecords", "processedRecords", "successfulRecords", "embeddedRecords" })
        {
            Assert.Equal(Rows, job.GetProperty(counter).GetInt64());
        }

        Assert.Equal(0, job.GetProperty("failedRecords").GetInt64());
        Assert.Equal(0, job.GetProperty("skippedRecords").GetInt64());
    }

    /// <summary>In the job and in the log: record, percentage, batches, money and time.</summary>
    private static void AssertSaysWhatTheResumeSaved(AppProcess app, JsonElement job)
    {
        var resume = job.GetProperty("resume");
        Assert.InRange(resume.GetProperty("record").GetInt64(), 1, Rows);
        Assert.InRange(resume.GetProperty("percent").GetDouble(), 0.1, 100);
        Assert.InRange(resume.GetProperty("batch").GetInt64(), 1, resume.GetProperty("batches").GetInt64());
        Assert.True(resume.GetProperty("savedCost").GetDecimal() > 0);
        Assert.True(resume.GetProperty("savedSeconds").GetDouble() > 0);
        Assert.Contains("esumed", app.Output, StringComparison.Ordinal);
    }

    private static async Task<long> ProgressBeyondAsync(AppProcess app, Guid job, long reached)
    {
        long now = 0;
        await Eventually.IsTrueAsync(
            async () => (now = (await app.JobAsync(job)).GetProperty("processedRecords").GetInt64()) > reached,
            TimeSpan.FromSeconds(60),
            () => $"no progress beyond {reached}:\n{app.Output}");
        return now;
    }

    private static (string, string)[] Settings(FakeOpenAi embedder, string? stateDatabase, int leaseSeconds = 3)
    {
        var settings = embedder.Settings().Select(pair => (pair.Key, pair.Value!)).Append(("Models:OpenAI:Concurrency", $"{Concurrency}")).Append(("Sync:LeaseSeconds", $"{leaseSeconds}"));
        return stateDatabase is null
            ? [.. settings]
            : [.. settings, ("Storage:Provider", "postgres"), ("Storage:ConnectionString", PostgresServer.Shared.ConnectionString(stateDatabase))];
    }
}
