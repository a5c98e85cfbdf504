using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Tests.Models;
using SyncAdmin.Tests.Servers;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;
using Xunit.Abstractions;

namespace SyncAdmin.Tests.EndToEnd;

/// <summary>
/// Two real processes on one PostgreSQL and one Qdrant. Both take deliveries in, both know the schedules; the one at work is killed in the middle of a full sync, and in
/// the middle of a delivery: nothing is lost, nothing doubled, and no job is shown running that nobody runs.
/// </summary>
[Collection(HeavyTests.Name)]
public sealed class ReplicaDeliveryTests : IAsyncLifetime
{
    private const int Concurrency = 4;
    private const int Batch = 100;
    private const int ScheduledRows = 100;
    private readonly string _data = Directory.CreateTempSubdirectory("syncadmin-replicas-").FullName;
    private readonly string _state = PostgresServer.Shared.ConnectionString(PostgresServer.Shared.CreateDatabase());
    private readonly PostgresStateDatabase _database;
    private readonly ITestOutputHelper _output;
    private readonly AppProcess?[] _replicas = new AppProcess?[2];
    private FakeOpenAi _embedder = null!;
    private FakeQdrant _qdrant = null!;

    public ReplicaDeliveryTests(ITestOutputHelper output) => (_output, _database) = (output, new PostgresStateDatabase(_state));

    private static int Rows => HeavyTests.Soak ? 30_000 : 3_000;

    private static int Kills => HeavyTests.Soak ? 16 : 2;

    private IReadOnlyList<AppProcess> Running => [.. _replicas.OfType<AppProcess>()];

    public async Task InitializeAsync() => (_embedder, _qdrant) = (await FakeOpenAi.StartAsync(), await FakeQdrant.StartAsync());

    public async Task DisposeAsync()
    {
        Array.ForEach(_replicas, static app => app?.Dispose());
        await _embedder.DisposeAsync();
        await _qdrant.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Replicas_killed_in_the_middle_of_a_sync_and_of_a_delivery_lose_and_double_nothing()
    {
        await Task.WhenAll(StartAsync(0), StartAsync(1));
        var (shop, other) = (ProductTable.InMariaDb(Rows), ProductTable.InPostgres(ScheduledRows));
        var made = await Running[0].SendAsync(HttpMethod.Post, "/api/datasources", DeliveryStream.Datasource("shop", "mysql", ProductTable.MariaDbConnection(shop)), HttpStatusCode.Created);
        var datasource = made.GetProperty("id").GetGuid();
        var input = DeliveryStream.Datasource("other", "postgresql", ProductTable.PostgresConnection(other));
        input["syncSchedule"] = JsonValue.Create("* * * * * ?");
        var scheduled = await Running[1].CreateDatasourceAsync(input);
        await using var watch = new ZombieWatch(_database);
        _embedder.Latency = TimeSpan.FromMilliseconds(400);

        var stream = new DeliveryStream(() => Running, sql => MariaDbServer.Shared.Execute(shop, sql), Rows);
        using var stop = new CancellationTokenSource();
        var job = await Running[0].StartFullAsync(datasource);
        var sending = stream.RunAsync(datasource, made.GetProperty("webhookSecret").GetString()!, "shop", stop.Token);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await KillAtWorkAsync(datasource, kill <= Kills / 2 ? SyncJobType.Full : SyncJobType.Webhook);
            PostgresServer.Shared.Execute(other, $"UPDATE products SET name = 'Otro {kill}', updated_at = '2031-01-01 00:00:00' WHERE id = {kill}");
        }

        await UntilAsync(async () => (await JobsAsync()).Exists(one => one.Id == job && one.Status == SyncJobStatus.Completed));
        await stop.CancelAsync();
        await sending;
        _embedder.Latency = TimeSpan.Zero;
        await stream.AssertAppliedAsync(_database, datasource, Output);
        await EndSchedulesAsync(scheduled);
        await watch.AssertNoneAsync();

        var twice = _embedder.Items - _embedder.EmbedCounts.Count;
        _output.WriteLine($"{Kills} kills, {stream.Sent} messages ({stream.Repeated} calls repeated), {twice} of {_embedder.EmbedCounts.Count} texts embedded twice, shown running by nobody for {watch.Longest.TotalSeconds:F1} s at most");
        Assert.InRange(twice, 0, Kills * 3 * Concurrency * Batch);
        await StoredPoints.EqualTheSourceAsync(_qdrant.Store, _database, datasource, "shop", stream.Products);
        await StoredPoints.EqualTheSourceAsync(
            _qdrant.Store, _database, scheduled, "other", ProductTable.Products(ScheduledRows).Select(static row => (row.Id, row.Id <= Kills ? row.Product with { Name = $"Otro {row.Id}" } : row.Product)));
    }

    /// <summary>Kills the process that owns the datasource while a job of this type is at work and has come some way, and starts another in its place.</summary>
    private async Task KillAtWorkAsync(Guid datasource, SyncJobType type)
    {
        var index = -1;
        var already = (await JobsAsync()).Where(job => job.DatasourceId == datasource && job.Type == type).ToDictionary(static job => job.Id, static job => job.ProcessedRecords);
        await UntilAsync(async () =>
        {
            await using var context = _database.Read();
            var atWork = await context.Set<SyncJob>().Where(job => job.DatasourceId == datasource && job.Type == type && job.Status == SyncJobStatus.Running).FirstOrDefaultAsync();
            var owner = await context.Set<DatasourceLease>().Where(lease => lease.DatasourceId == datasource).Select(static lease => lease.Owner).FirstOrDefaultAsync();
            index = Array.FindIndex(_replicas, app => owner?.Contains($"/{app!.Process.Id}/", StringComparison.Ordinal) == true); // None while it is still the one killed last.
            return index >= 0 && atWork is not null && (type != SyncJobType.Full || atWork.ProcessedRecords > already.GetValueOrDefault(atWork.Id));
        });
        var killed = _replicas[index]!;
        killed.Kill();
        _replicas[index] = null;
        killed.Dispose();
        await StartAsync(index);
    }

    private async Task StartAsync(int index) => _replicas[index] = await AppProcess.StartAsync(
        Path.Combine(_data, $"{index}"),
        [
            .. _embedder.Settings().Select(static pair => (pair.Key, pair.Value!)),
            .. _qdrant.Settings(),
            ("Models:OpenAI:Concurrency", $"{Concurrency}"),
            ("Sync:InFlightBatches", "4"),
            ("Sync:LeaseSeconds", "3"),
            ("Storage:Provider", "postgres"),
            ("Storage:ConnectionString", _state),
        ]);

    /// <summary>Two more runs, which see all there is; then none any more. Each time that was named has had one job, and none has failed.</summary>
    private async Task EndSchedulesAsync(Guid scheduled)
    {
        var before = (await JobsAsync()).Where(job => job.DatasourceId == scheduled).Select(static job => job.Id).ToHashSet();
        await UntilAsync(async () => (await JobsAsync()).Count(job => job.DatasourceId == scheduled && !before.Contains(job.Id) && job.Status == SyncJobStatus.Completed) >= 2);
        await Running[0].SendAsync(HttpMethod.Post, $"/api/datasources/{scheduled}/pause", null, HttpStatusCode.OK);
        await UntilAsync(async () => (await JobsAsync()).TrueForAll(static job => job.Status is not (SyncJobStatus.Pending or SyncJobStatus.Running)));

        await using var context = _database.Read();
        var jobs = await context.Set<SyncJob>().Where(job => job.DatasourceId == scheduled).ToListAsync();
        var started = await context.Set<ScheduleFiring>().Where(static firing => firing.Outcome == FiringOutcome.Started).Select(static firing => firing.JobId).ToListAsync();
        Assert.Equal(jobs.Count, jobs.Select(static job => job.ScheduledFor).Distinct().Count());
        Assert.Empty(started.Except(jobs.Select(static job => job.Id)));
        Assert.All(jobs, static job => Assert.True(job.Status == SyncJobStatus.Completed, $"{job.Status} {job.ErrorMessage}"));
    }

    private async Task<List<SyncJob>> JobsAsync()
    {
        await using var context = _database.Read();
        return await context.Set<SyncJob>().ToListAsync();
    }

    private Task UntilAsync(Func<Task<bool>> condition) => Eventually.IsTrueAsync(condition, TimeSpan.FromMinutes(HeavyTests.Soak ? 5 : 1), Output);

    private string Output() => string.Join('\n', Running.Select(static app => app.Output));
}
