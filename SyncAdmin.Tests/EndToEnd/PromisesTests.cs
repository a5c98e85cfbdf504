using System.Diagnostics;
using System.Net;
using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>What the application promises of a job when people, providers and processes behave badly, with a stopwatch on a real process.</summary>
[Collection(HeavyTests.Name)]
public sealed class PromisesTests : IAsyncLifetime
{
    private const int Rows = 1_500;
    private const int Many = 20_000; // More than the pages that are read ahead.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-promises-").FullName;
    private FakeOpenAi _embedder = null!;

    public async Task InitializeAsync() => _embedder = await FakeOpenAi.StartAsync();

    public async Task DisposeAsync()
    {
        await _embedder.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Cancel_takes_effect_within_a_second_while_the_provider_hangs_and_the_job_can_be_resumed()
    {
        using var app = await StartAsync();
        var datasource = await DatasourceAsync(app);
        var job = await MovingAsync(app, datasource);
        _embedder.Hangs = true;
        await UntilAsync(app, () => Task.FromResult(_embedder.Hanging > 0));

        var refused = await app.SendAsync(HttpMethod.Post, $"/api/sync/full/{datasource}", null, HttpStatusCode.Conflict);
        Assert.Contains(job.ToString(), refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("running", (await app.JobAsync(job)).GetProperty("status").GetString());

        await Servers.Soon.IsAsync(TimeSpan.FromSeconds(1), async () =>
        {
            if ((await app.JobAsync(job)).GetProperty("status").GetString() == "cancelled")
            {
                await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/resume", null, HttpStatusCode.Accepted);
                await UntilAsync(app, () => Task.FromResult(_embedder.Hanging > 0));
            }

            var clock = Stopwatch.StartNew();
            await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/cancel", null, HttpStatusCode.Accepted);
            var ended = await app.EndOfAsync(job, TimeSpan.FromSeconds(10));
            var took = clock.Elapsed;
            Assert.Equal("cancelled", ended.GetProperty("status").GetString());
            await UntilAsync(app, () => Task.FromResult(_embedder.Hanging == 0)); // The calls in flight were hung up on.
            return took;
        });

        _embedder.Hangs = false;
        _embedder.Latency = TimeSpan.Zero;
        await app.SendAsync(HttpMethod.Post, $"/api/sync/jobs/{job}/resume", null, HttpStatusCode.Accepted);
        await EndsWellAsync(app, datasource, job);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_directory_is_refused_and_the_first_is_none_the_worse()
    {
        using var app = await StartAsync();
        using var second = AppProcess.Launch(_data, Settings());
        using var patience = new CancellationTokenSource(Soon);
        await second.Process.WaitForExitAsync(patience.Token); // Its output too.
        Assert.Equal(1, second.Process.ExitCode);
        Assert.Contains(_data, second.Output, StringComparison.Ordinal);
        Assert.Contains(ErrorCatalog.DataDirectoryInUse.Remedy, second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        Assert.Equal("healthy", (await app.SendAsync(HttpMethod.Get, "/api/health", null, HttpStatusCode.OK)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_provider_that_misbehaves_costs_time_and_nothing_else()
    {
        using var app = await StartAsync();
        var datasource = await DatasourceAsync(app);
        _embedder.Next(
            FakeAnswer.TooManyRequests("1"), FakeAnswer.Error(500), FakeAnswer.Error(503), FakeAnswer.CutOff, FakeAnswer.Html, FakeAnswer.WrongCount,
            FakeAnswer.NotANumber, FakeAnswer.Reversed, FakeAnswer.CutOff);
        await EndsWellAsync(app, datasource, await app.StartFullAsync(datasource));
    }

    [Fact]
    public async Task A_refused_key_fails_the_job_at_once_with_the_remedy_and_without_the_key()
    {
        using var app = await StartAsync(("Models:OpenAI:ApiKey", "sk-wrong-key-that-must-never-be-shown"));
        var datasource = await DatasourceAsync(app);
        var clock = Stopwatch.StartNew();
        var job = await app.EndOfAsync(await app.StartFullAsync(datasource), Soon);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal("failed", job.GetProperty("status").GetString());
        Assert.Contains(ErrorCatalog.ModelKeyRefused.Remedy, job.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("must-never-be-shown", job.ToString() + app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poisoned_record_ends_alone_among_the_errors()
    {
        using var app = await StartAsync();
        var datasource = await DatasourceAsync(app);
        var (id, poisoned) = ProductTable.Products(Rows).Last();
        _embedder.RejectedMarker = poisoned.Code;
        var job = await app.EndOfAsync(await app.StartFullAsync(datasource), Soon);
        Assert.Equal("completed", job.GetProperty("status").GetString());
        Assert.Equal(1, job.GetProperty("failedRecords").GetInt64());
        Assert.Equal(Rows - 1, job.GetProperty("successfulRecords").GetInt64());
        var errors = await app.SendAsync(HttpMethod.Get, $"/api/sync/errors/{job.GetProperty("id").GetGuid()}", null, HttpStatusCode.OK);
        var error = Assert.Single(errors.GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal($"{id}", error.GetProperty("recordIdentifier").GetString());

        _embedder.RejectedMarker = null;
        var again = await app.EndOfAsync(await app.StartFullAsync(datasource), Soon);
        Assert.Equal((1, Rows - 1), (again.GetProperty("successfulRecords").GetInt64(), again.GetProperty("skippedRecords").GetInt64()));
        app.Stop();
        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows);
    }

    [Theory]
    [InlineData("mysql")]
    [InlineData("postgresql")]
    public async Task A_source_that_goes_away_in_the_middle_of_a_sync_is_waited_for(string type)
    {
        using var app = await StartAsync(("Sync:InFlightBatches", "4"));
        var datasource = await DatasourceAsync(app, type, Many);
        var job = await MovingAsync(app, datasource);
        Task JobWaitsAsync()
        {
            _embedder.Latency = TimeSpan.Zero;
            return UntilAsync(app, async () => (await app.JobAsync(job)).GetProperty("waitReason").GetString() == "source");
        }

        await (type == "mysql" ? MariaDbServer.Shared.RestartAsync(JobWaitsAsync) : PostgresServer.Shared.RestartAsync(JobWaitsAsync));
        await EndsWellAsync(app, datasource, job, Many);
    }

    [Fact]
    public async Task A_state_database_that_goes_away_in_the_middle_of_a_sync_costs_time_and_nothing_else()
    {
        var state = PostgresServer.Shared.ConnectionString(PostgresServer.Shared.CreateDatabase());
        using var app = await StartAsync(("Storage:Provider", "postgres"), ("Storage:ConnectionString", state), ("Sync:InFlightBatches", "4"), ("Sync:LeaseSeconds", "5"));
        var datasource = await DatasourceAsync(app, "mysql", Many);
        var job = await MovingAsync(app, datasource);
        await PostgresServer.Shared.RestartAsync(() => UntilAsync(app, async () =>
        {
            using var answer = await app.Client.GetAsync(new Uri($"/api/sync/jobs/{job}", UriKind.Relative));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            return answer.StatusCode == HttpStatusCode.ServiceUnavailable;
        }));
        _embedder.Latency = TimeSpan.Zero;
        await UntilAsync(app, async () =>
        {
            using var answer = await app.Client.GetAsync(new Uri($"/api/sync/jobs/{job}", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        });
        await EndsWellAsync(app, datasource, job, Many, state: new PostgresStateDatabase(state));
    }

    [Fact]
    public async Task A_service_that_is_stopped_in_the_middle_of_a_sync_goes_on_when_it_starts_again()
    {
        Guid datasource, job;
        var lease = ("Sync:LeaseSeconds", "300");
        using (var app = await StartAsync(lease))
        {
            datasource = await DatasourceAsync(app);
            job = await MovingAsync(app, datasource);
            var clock = Stopwatch.StartNew();
            app.Stop();
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20)); // Less than the host's patience of 30 s.
            Assert.Equal(0, app.Process.ExitCode);
        }

        _embedder.Latency = TimeSpan.Zero;
        using (var app = await StartAsync(lease))
        {
            await EndsWellAsync(app, datasource, job); // At once: long before the lease would have ended.
        }
    }

    [Theory]
    [InlineData("after-embed:3")]
    [InlineData("after-write:1")]
    [InlineData("before-commit:1")]
    [InlineData("after-commit:1")]
    [InlineData("before-end:1")]
    public async Task A_process_that_dies_at_any_step_of_a_batch_leaves_nothing_lost_and_nothing_counted_twice(string fault)
    {
        Guid datasource;
        using (var app = await StartAsync(("SYNCADMIN_FAULT", fault)))
        {
            datasource = await DatasourceAsync(app);
            await app.AskedBeforeItDiesAsync(dying => dying.StartFullAsync(datasource));
            Assert.NotEqual(0, app.Process.ExitCode);
        }

        using (var app = await StartAsync())
        {
            await EndsWellAsync(app, datasource, await app.NewestJobAsync(datasource));
        }
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("overwritten")]
    [InlineData("deleted")]
    public async Task A_damaged_vector_file_is_named_and_mended_by_the_next_full_sync(string damage)
    {
        Guid datasource;
        using (var app = await StartAsync())
        {
            datasource = await DatasourceAsync(app);
            await EndsWellAsync(app, datasource, await app.StartFullAsync(datasource));
        }

        Damage(Directory.GetFiles(Path.Combine(_data, "vectors"), "c*.vec").Single(), damage);
        using (var app = await StartAsync())
        {
            var info = await app.SendAsync(HttpMethod.Get, "/api/collections/products/info", null, HttpStatusCode.OK);
            Assert.Equal("red", info.GetProperty("status").GetString());
            var health = await app.SendAsync(HttpMethod.Get, "/api/health", null, HttpStatusCode.OK);
            Assert.Equal("degraded", health.GetProperty("status").GetString());
            Assert.Contains(ErrorCatalog.VectorFileDamaged.Code, health.ToString(), StringComparison.Ordinal);
            var found = await app.SendAsync(HttpMethod.Post, "/api/search/text", new { collection = "products", text = "martillo", limit = 3 }, HttpStatusCode.OK);
            Assert.InRange(found.GetProperty("results").GetArrayLength(), 0, 3);

            var job = await app.EndOfAsync(await app.StartFullAsync(datasource), Soon);
            Assert.Equal("completed", job.GetProperty("status").GetString());
            Assert.InRange(job.GetProperty("successfulRecords").GetInt64(), 1, Rows);
            await UntilAsync(app, async () => (await app.SendAsync(HttpMethod.Get, "/api/health", null, HttpStatusCode.OK)).GetProperty("status").GetString() == "healthy");
            app.Stop();
        }

        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", Rows);
    }

    private static void Damage(string file, string damage)
    {
        using var vectors = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        switch (damage)
        {
            case "truncated":
                vectors.SetLength(vectors.Length / 2);
                break;
            case "overwritten":
                vectors.Position = vectors.Length / 3;
                vectors.Write(Enumerable.Repeat((byte)0xA5, 100_000).ToArray());
                break;
            default:
                File.Delete(file);
                break;
        }
    }

    /// <summary>Starts a full sync that is slow enough to be caught in the middle, and waits until it has committed something.</summary>
    private async Task<Guid> MovingAsync(AppProcess app, Guid datasource)
    {
        _embedder.Latency = TimeSpan.FromMilliseconds(800);
        var job = await app.StartFullAsync(datasource);
        await UntilAsync(app, async () => (await app.JobAsync(job)).GetProperty("processedRecords").GetInt64() > 0);
        return job;
    }

    private async Task EndsWellAsync(AppProcess app, Guid datasource, Guid job, int rows = Rows, StateDatabase? state = null)
    {
        var ended = await app.EndOfAsync(job, Soon);
        Assert.Equal("completed", ended.GetProperty("status").GetString());
        AssertCounters(ended, rows);
        app.Stop();
        await StoredPoints.EqualTheSourceAsync(_data, datasource, "products", rows, state);
    }

    private static void AssertCounters(JsonElement job, int rows)
    {
        foreach (var counter in new[] { "totalRecords", "processedRecords", "successfulRecords", "embeddedRecords" })
        {
            Assert.Equal((counter, rows), (counter, job.GetProperty(counter).GetInt64()));
        }

        Assert.Equal((0, 0), (job.GetProperty("failedRecords").GetInt64(), job.GetProperty("skippedRecords").GetInt64()));
    }

    private Task<AppProcess> StartAsync(params (string Key, string Value)[] settings) => AppProcess.StartAsync(_data, [.. Settings(), .. settings]);

    private (string Key, string Value)[] Settings() =>
        [.. _embedder.Settings().Select(pair => (pair.Key, pair.Value!)), ("Models:OpenAI:Concurrency", "4")];

    private static Task<Guid> DatasourceAsync(AppProcess app, string type = "mysql", int rows = Rows) => app.CreateDatasourceAsync(ProductTable.Datasource(
        "products", type, type == "mysql" ? ProductTable.MariaDbConnection(ProductTable.InMariaDb(rows)) : ProductTable.PostgresConnection(ProductTable.InPostgres(rows)), "products"));

    private static Task UntilAsync(AppProcess app, Func<Task<bool>> condition) => Eventually.IsTrueAsync(condition, Soon, () => app.Output);
}
