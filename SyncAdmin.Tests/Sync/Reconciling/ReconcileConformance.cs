using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Reconciling;
using SyncAdmin.Core.Sync.Timeline;
using Xunit;

namespace SyncAdmin.Tests.Sync.Reconciling;

/// <summary>No job is shown running that nobody runs, and reconciling says what it found and did; on every state database.</summary>
public abstract class ReconcileConformance(StorageProvider provider)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Actor Ada = new("user", "1", "Ada", Role.Operator);
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_job_is_put_back_when_its_lease_ends_by_database_time_and_not_before()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var engine = await StoppedEngineAsync(world);
        world.State.Database.Time.Frozen = Start;
        var (_, job) = await LeftRunningAsync(world, TimeSpan.FromSeconds(15));

        world.State.Database.Time.Frozen = Start.AddSeconds(14.999);
        Assert.Equal(0, await engine.GetRequiredService<OrphanedJobs>().PutBackAsync(None));
        world.State.Database.Time.Frozen = Start.AddSeconds(15);
        Assert.Equal(1, await engine.GetRequiredService<OrphanedJobs>().PutBackAsync(None));

        Assert.Equal(SyncJobStatus.Pending, (await world.State.JobAsync(job)).Status);
        var entry = Assert.Single(await EntriesAsync(world, job));
        Assert.Equal((JobEventKind.PutBack, "silent/42"), (entry.Kind, entry.Detail));
        Assert.Equal(0, await engine.GetRequiredService<OrphanedJobs>().PutBackAsync(None));
    }

    [Fact]
    public async Task The_process_that_went_silent_can_neither_renew_nor_write_once_its_job_was_put_back()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var engine = await StoppedEngineAsync(world);
        var (lease, _) = await LeftRunningAsync(world, TimeSpan.FromSeconds(-1));

        await engine.GetRequiredService<OrphanedJobs>().PutBackAsync(None);

        Assert.False(await engine.GetRequiredService<LeaseStore>().RenewAsync(lease, None));
        await Assert.ThrowsAsync<LeaseLostException>(() => world.State.Database.WriteAsync((transaction, token) => FenceGuard.AssertAsync(transaction, lease, token), None));
    }

    [Fact]
    public async Task A_dead_processs_job_is_not_shown_running_while_every_lane_is_taken()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(10);
        world.Embedder.HangsAfter = 0;
        await world.StartEngineAsync(sync => sync.MaxConcurrentJobs = 1);
        var busy = (await world.StartFullAsync(await world.State.AddDatasourceAsync("busy"))).Required().Id;
        await world.UntilAsync(() => world.Embedder.Waiting > 0);

        var (_, job) = await LeftRunningAsync(world, TimeSpan.FromSeconds(1));
        await world.UntilAsync(job, view => view.Status == SyncJobStatus.Pending);

        Assert.Equal(SyncJobStatus.Running, (await world.State.JobAsync(busy)).Status);
        world.Embedder.LetGo();
        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(job)).Status);
    }

    [Fact]
    public async Task Who_takes_one_job_over_leaves_none_of_the_other_lane_shown_running()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var engine = await StoppedEngineAsync(world);
        var (lease, scan) = await LeftRunningAsync(world, TimeSpan.FromSeconds(-1));
        var records = new SyncJob
        {
            Id = Guid.NewGuid(), DatasourceId = lease.DatasourceId, Type = SyncJobType.Webhook, Status = SyncJobStatus.Running, CorrelationId = "w", StartedBy = "system:ERP",
        };
        await world.State.AddAsync(records);

        using var claimed = await engine.GetRequiredService<JobStore>().ClaimAsync(new JobCandidate(scan, lease.DatasourceId), owned: null, None);

        Assert.Equal((SyncJobStatus.Running, SyncJobStatus.Pending), ((await world.State.JobAsync(scan)).Status, (await world.State.JobAsync(records.Id)).Status));
        Assert.Equal(JobEventKind.TakenOver, Assert.Single(await EntriesAsync(world, scan)).Kind);
        Assert.Equal(JobEventKind.PutBack, Assert.Single(await EntriesAsync(world, records.Id)).Kind);
    }

    [Fact]
    public async Task What_this_process_works_on_is_left_to_its_heartbeat()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(10);
        var datasource = await world.State.AddDatasourceAsync();
        var engine = await world.StartEngineAsync(sync => sync.LeaseSeconds = 600);
        world.Embedder.HangsAfter = 0;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync($"UPDATE datasource_leases SET expires_at = {transaction.Time.NowPlus(TimeSpan.FromSeconds(-1))}", token), None);

        Assert.Equal(0, await engine.Services.GetRequiredService<OrphanedJobs>().PutBackAsync(None));

        world.Embedder.LetGo();
        Assert.Equal((SyncJobStatus.Completed, 1), ((await world.EndOfAsync(id)).Status, (await world.State.JobAsync(id)).Attempts));
    }

    [Fact]
    public async Task Reconciling_an_orphan_puts_it_back_and_stands_in_timeline_and_audit()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var engine = await StoppedEngineAsync(world);
        var (_, job) = await LeftRunningAsync(world, TimeSpan.FromSeconds(-1));

        var answer = (await ReconcileAsync(engine, job)).Required();

        Assert.Equal((ReconcileFinding.Orphaned, ReconcileAction.PutBack, SyncJobStatus.Pending, "silent/42"), (answer.Found, answer.Did, answer.Job.Status, answer.LeaseOwner));
        var entries = await EntriesAsync(world, job);
        Assert.Equal([(JobEventKind.PutBack, "silent/42", null), (JobEventKind.Reconciled, "orphaned", "user:Ada")], entries.Select(entry => (entry.Kind, entry.Detail, entry.By)));
        var audit = Assert.Single(await world.State.AllAsync<AuditEntry>());
        Assert.Equal(("sync.reconcile", "Ada"), (audit.Action, audit.ActorName));
        Assert.Contains("putBack", audit.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconciling_a_job_that_is_as_shown_changes_nothing()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await using var _ = world;
        var engine = await world.StartEngineAsync(sync => sync.MaxConcurrentJobs = 1);
        world.Source.Away = new Problem(new ErrorDefinition("SYNC-1999", ProblemKind.Unavailable, "Source away", "Start it."), "Connection refused.");
        var waits = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(waits, job => job.WaitReason is not null);
        await ReconciledAsync(engine.Services, waits, ReconcileFinding.Waits, ReconcileAction.Nothing);
        world.Source.Away = null;
        await world.Service.ResumeAsync(waits, Ada, None);
        await world.EndOfAsync(waits);
        await ReconciledAsync(engine.Services, waits, ReconcileFinding.Ended, ReconcileAction.Nothing);

        var (_, elsewhere) = await LeftRunningAsync(world, TimeSpan.FromMinutes(5), "silent and alive");
        await ReconciledAsync(engine.Services, elsewhere, ReconcileFinding.RunsElsewhere, ReconcileAction.Nothing);
        Assert.Equal(SyncJobStatus.Running, (await world.State.JobAsync(elsewhere)).Status);
    }

    [Fact]
    public async Task Reconciling_tells_what_runs_here_and_wakes_the_dispatcher_for_what_waits_for_a_lane()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(10);
        world.Embedder.HangsAfter = 0;
        var engine = await world.StartEngineAsync(sync => sync.MaxConcurrentJobs = 1);
        var running = (await world.StartFullAsync(await world.State.AddDatasourceAsync("first"))).Required().Id;
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        var queued = (await world.StartFullAsync(await world.State.AddDatasourceAsync("second"))).Required().Id;

        await ReconciledAsync(engine.Services, running, ReconcileFinding.RunsHere, ReconcileAction.Nothing);
        await ReconciledAsync(engine.Services, queued, ReconcileFinding.Queued, ReconcileAction.Woken);
    }

    [Fact]
    public async Task Work_on_a_job_that_is_shown_as_ended_is_stopped()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(10);
        world.Embedder.HangsAfter = 0;
        var engine = await world.StartEngineAsync();
        var id = (await world.StartFullAsync(await world.State.AddDatasourceAsync())).Required().Id;
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        await world.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'failed'", token), None);

        await ReconciledAsync(engine.Services, id, ReconcileFinding.RunsThoughEnded, ReconcileAction.Stopped);

        await world.UntilAsync(() => world.Embedder.Waiting == 0);
        Assert.Equal(SyncJobStatus.Failed, (await world.State.JobAsync(id)).Status);
    }

    [Fact]
    public async Task An_unknown_job_is_not_found()
    {
        await using var world = await SyncWorld.CreateAsync(provider);

        Assert.Equal(ErrorCatalog.SyncJobUnknown, (await ReconcileAsync(await StoppedEngineAsync(world), Guid.NewGuid())).Problem!.Error);
    }

    private static Task<Outcome<SyncReconcileView>> ReconcileAsync(IServiceProvider engine, Guid jobId) =>
        engine.GetRequiredService<SyncReconciler>().ReconcileAsync(jobId, Ada, None);

    private static async Task ReconciledAsync(IServiceProvider engine, Guid jobId, ReconcileFinding found, ReconcileAction did)
    {
        var answer = (await ReconcileAsync(engine, jobId)).Required();
        Assert.Equal((found, did), (answer.Found, answer.Did));
    }

    private static async Task<IReadOnlyList<SyncJobEventView>> EntriesAsync(SyncWorld world, Guid jobId) =>
        (await new SyncTimeline(world.State.Database).ListAsync(jobId, 1, 100, None)).Required().Items;

    /// <summary>Services of an engine whose loops have ended: what happens is what a test asks for.</summary>
    private static async Task<IServiceProvider> StoppedEngineAsync(SyncWorld world)
    {
        var host = await world.StartEngineAsync();
        await host.StopAsync();
        return host.Services;
    }

    /// <summary>A job as a process left it that was killed or went silent, and the lease that it held.</summary>
    private static async Task<(HeldLease Lease, Guid Job)> LeftRunningAsync(SyncWorld world, TimeSpan leaseLeft, string name = "left")
    {
        var datasource = await world.State.AddDatasourceAsync(name);
        var now = await world.State.Database.NowAsync(None);
        var job = new SyncJob
        {
            Id = Guid.NewGuid(),
            DatasourceId = datasource.Id,
            Type = SyncJobType.Full,
            Status = SyncJobStatus.Running,
            CorrelationId = "c",
            StartedBy = "user:Ada",
            CreatedAt = now,
        };
        await world.State.AddAsync(job, new DatasourceLease { DatasourceId = datasource.Id, Owner = "silent/42", Fence = 7, ExpiresAt = now + leaseLeft });
        return (new HeldLease(datasource.Id, "silent/42", 7), job.Id);
    }
}
