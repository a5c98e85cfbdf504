using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Tests.App;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>Two real processes on one PostgreSQL, ended by real <c>kill -9</c>: schedules start each run once, and nothing is shown running that nobody runs.</summary>
[Collection(HeavyTests.Name)]
public sealed class ReplicaKillTests : IAsyncLifetime
{
    private const double LeaseSeconds = 3;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-replicas-").FullName;
    private readonly string _state = PostgresServer.Shared.ConnectionString(PostgresServer.Shared.CreateDatabase());
    private readonly PostgresStateDatabase _database;
    private readonly ITestOutputHelper _output;

    public ReplicaKillTests(ITestOutputHelper output) => (_output, _database) = (output, new PostgresStateDatabase(_state));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_schedule_of_every_second_starts_each_run_once_over_kills_and_makes_up_for_a_gap_once()
    {
        using var shop = new SmallShop();
        var processes = await Task.WhenAll(StartAsync("one"), StartAsync("two"));
        using var first = processes[0];
        using var second = processes[1];
        var input = JsonSerializer.SerializeToNode(shop.Input("shop"))!.AsObject();
        input["syncSchedule"] = JsonValue.Create("* * * * * ?");
        await first.CreateDatasourceAsync(input);

        await StartedAsync(3, second);
        first.Kill();
        await StartedAsync(5, second);
        second.Kill();
        var dead = await NowAsync();
        await Eventually.IsTrueAsync(async () => await NowAsync() > dead.AddSeconds(4), TimeSpan.FromSeconds(20), () => "time stands still");
        var back = await NowAsync();
        using var third = await StartAsync("one");
        await StartedAsync(7, third);

        var firings = await FiringsAsync();
        var jobs = (await JobsAsync()).Where(job => job.ScheduledFor >= firings.Min(firing => firing.FireTime)).ToList(); // Old firings are let go.
        _output.WriteLine($"{firings.Count} times, {jobs.Count} runs");
        Assert.Equal(firings.Where(firing => firing.Outcome == FiringOutcome.Started).Select(firing => firing.JobId).Order(), jobs.Select(job => job.Id).Order());
        Assert.Equal(jobs.Count, jobs.Select(job => job.ScheduledFor).Distinct().Count());
        Assert.DoesNotContain(firings, firing => firing.FireTime > dead.AddSeconds(1) && firing.FireTime < back.AddSeconds(-1));
    }

    [Fact]
    public async Task The_job_of_a_killed_process_is_not_shown_running_though_the_other_one_has_no_lane_for_it()
    {
        using var shop = new SmallShop();
        await using var embedder = await FakeOpenAi.StartAsync();
        embedder.Latency = TimeSpan.FromMinutes(2);
        (string, string)[] settings = [("Sync:MaxConcurrentJobs", "1"), .. embedder.Settings().Select(pair => (pair.Key, pair.Value!))];
        var processes = await Task.WhenAll(StartAsync("one", settings), StartAsync("two", settings));
        using var first = processes[0];
        using var second = processes[1];
        var jobs = new Dictionary<Guid, Guid>();
        foreach (var name in new[] { "here", "there" })
        {
            var datasource = await first.CreateDatasourceAsync(shop.Input(name));
            jobs[datasource] = await first.StartFullAsync(datasource);
        }

        var owners = await OwnersAsync();
        var (orphan, owner) = (jobs[owners[0].DatasourceId], owners[0].Owner!);
        var (dead, alive) = owner.Contains($"/{first.Process.Id}/", StringComparison.Ordinal) ? (first, second) : (second, first);
        dead.Kill();
        var clock = Stopwatch.StartNew();
        await Eventually.IsTrueAsync(
            async () => (await alive.JobAsync(orphan)).GetProperty("status").GetString() == "pending", TimeSpan.FromSeconds(30), () => alive.Output);
        _output.WriteLine($"shown running for {clock.Elapsed.TotalSeconds:F1} s after the kill, with a lease of {LeaseSeconds} s");

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, LeaseSeconds + 5);
        Assert.Equal("running", (await alive.JobAsync(jobs[owners[1].DatasourceId])).GetProperty("status").GetString());
        var timeline = (await alive.SendAsync(HttpMethod.Get, $"/api/sync/jobs/{orphan}/timeline", null, HttpStatusCode.OK)).GetProperty("items");
        Assert.Equal(("putBack", owner), (timeline[timeline.GetArrayLength() - 1].GetProperty("kind").GetString(), timeline[timeline.GetArrayLength() - 1].GetProperty("detail").GetString()));
        alive.Kill();
    }

    private Task<AppProcess> StartAsync(string name, params (string, string)[] settings) => AppProcess.StartAsync(
        Path.Combine(_data, name),
        [
            .. settings,
            ("Sync:LeaseSeconds", LeaseSeconds.ToString(CultureInfo.InvariantCulture)),
            ("Storage:Provider", "postgres"),
            ("Storage:ConnectionString", _state),
        ]);

    private Task StartedAsync(int runs, AppProcess app) => Eventually.IsTrueAsync(
        async () => (await JobsAsync()).Count >= runs, TimeSpan.FromSeconds(60), () => app.Output);

    /// <summary>Both datasources with the processes that own them, once each has one of its own.</summary>
    private async Task<List<DatasourceLease>> OwnersAsync()
    {
        List<DatasourceLease> leases = [];
        await Eventually.IsTrueAsync(
            async () => (leases = await AllAsync<DatasourceLease>()).Count(lease => lease.Owner is not null) == 2, TimeSpan.FromSeconds(30), () => "not both are owned");
        Assert.NotEqual(leases[0].Owner, leases[1].Owner);
        return leases;
    }

    private async Task<List<ScheduleFiring>> FiringsAsync() => await AllAsync<ScheduleFiring>();

    private async Task<List<SyncJob>> JobsAsync() => await AllAsync<SyncJob>();

    private Task<DateTimeOffset> NowAsync() => _database.NowAsync(CancellationToken.None);

    private async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var context = _database.Read();
        return await context.Set<T>().ToListAsync();
    }
}
