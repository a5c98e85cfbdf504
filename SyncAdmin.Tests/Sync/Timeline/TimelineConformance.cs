using SyncAdmin.Core.Access;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Tests.Sync.Sweeping;
using Xunit;

namespace SyncAdmin.Tests.Sync.Timeline;

/// <summary>What a job's timeline must say, on every state database.</summary>
public abstract class TimelineConformance(StorageProvider provider)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Actor Ada = new("user", "1", "Ada", Role.Operator);
    private static readonly ErrorDefinition Away = new("SYNC-1999", ProblemKind.Unavailable, "Source away", "Start it.");
    private static readonly ErrorDefinition Refused = new("SYNC-1998", ProblemKind.Forbidden, "Source refuses", "Grant SELECT.");

    [Fact]
    public async Task A_job_tells_who_asked_for_it_who_ran_it_and_how_it_ended_under_one_correlation_id()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await using var _ = world;

        var job = await world.SyncAsync(datasource);
        var entries = await EntriesAsync(world, job.Id);

        Assert.Equal([JobEventKind.Requested, JobEventKind.Claimed, JobEventKind.Completed], Kinds(entries));
        Assert.Equal(("system:SyncAdmin", null, null), (entries[0].By, entries[1].By, entries[2].By));
        Assert.Contains(Environment.MachineName, entries[1].Detail, StringComparison.Ordinal);
        Assert.All(entries, entry => Assert.Equal(("test-correlation", 1), (entry.CorrelationId, entry.Times)));
        Assert.Equal(entries.Select(entry => entry.At).Order(), entries.Select(entry => entry.At));
        Assert.InRange(DateTimeOffset.UtcNow - entries[0].At, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_cancel_and_a_resume_tell_by_whom_and_from_which_record()
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_000, provider);
        await using var _ = world;
        world.Embedder.HangsAfter = 500;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);

        await world.Service.CancelAsync(id, Ada, None);
        await world.EndOfAsync(id);
        world.Embedder.HangsAfter = null;
        await world.Service.ResumeAsync(id, Ada, None);
        var job = await world.EndOfAsync(id);
        var entries = await EntriesAsync(world, id);

        Assert.Equal(
            [
                JobEventKind.Requested, JobEventKind.Claimed, JobEventKind.CancelRequested, JobEventKind.Cancelled,
                JobEventKind.ResumeRequested, JobEventKind.Claimed, JobEventKind.ResumedFrom, JobEventKind.Completed,
            ],
            Kinds(entries));
        Assert.Equal(("user:Ada", "user:Ada"), (entries[2].By, entries[4].By));
        Assert.Equal($"{job.Resume!.Record}", entries[6].Detail);
    }

    [Fact]
    public async Task A_pending_job_that_is_cancelled_says_by_whom_and_nothing_of_a_process()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var datasource = await world.State.AddDatasourceAsync();
        await world.StartEngineAsync(sync => sync.MaxConcurrentJobs = 1);
        world.Source.PutMany(10);
        world.Embedder.HangsAfter = 0;
        await world.StartFullAsync(await world.State.AddDatasourceAsync("in the way"));
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        var id = (await world.StartFullAsync(datasource)).Required().Id;

        await world.Service.CancelAsync(id, Ada, None);
        var entries = await EntriesAsync(world, id);

        Assert.Equal([JobEventKind.Requested, JobEventKind.Cancelled], Kinds(entries));
        Assert.Equal("user:Ada", entries[1].By);
    }

    [Fact]
    public async Task Waits_for_the_same_reason_are_one_entry_that_counts()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await using var _ = world;
        world.Source.Away = new Problem(Away, "Connection refused.");
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        for (var times = 1; times <= 3; times++)
        {
            await WaitedAsync(world, id, times);
            world.Source.Away = times < 3 ? world.Source.Away : null;
            await TimeIsUpAsync(world);
        }

        await world.EndOfAsync(id);
        var entries = await EntriesAsync(world, id);

        Assert.Equal([JobEventKind.Requested, JobEventKind.Claimed, JobEventKind.Waits, JobEventKind.Claimed, JobEventKind.Completed], Kinds(entries));
        Assert.Equal("source", entries[2].Detail);
        Assert.InRange(entries[2].Times, 3, 20); // More than three where the wait ended by itself before the test ended it.
        Assert.True(entries[2].Until > entries[2].At);
    }

    [Fact]
    public async Task A_wait_after_somebodys_resume_is_an_entry_of_its_own()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await using var _ = world;
        world.Source.Away = new Problem(Away, "Connection refused.");
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await WaitedAsync(world, id, 1);

        await world.Service.ResumeAsync(id, Ada, None);
        await Servers.Eventually.IsTrueAsync(
            async () => (await EntriesAsync(world, id)).Count(entry => entry.Kind == JobEventKind.Waits) == 2, TimeSpan.FromSeconds(30), () => world.Log.ToString());

        Assert.Equal(
            [JobEventKind.Requested, JobEventKind.Claimed, JobEventKind.Waits, JobEventKind.ResumeRequested, JobEventKind.Claimed, JobEventKind.Waits],
            Kinds(await EntriesAsync(world, id)));
    }

    [Fact]
    public async Task A_failure_tells_its_code_and_the_next_start_that_its_checkpoint_did_not_hold()
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_000, provider);
        await using var _ = world;
        world.Source.BreaksAfter = (500, new Problem(Refused, "SELECT was revoked."));
        var failed = await world.SyncAsync(datasource);
        world.Source.BreaksAfter = null;
        await world.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE datasources SET text_template = '{{name}}!'", token), None);

        var job = await world.SyncAsync(datasource);

        Assert.Equal("SYNC-1998", (await EntriesAsync(world, failed.Id)).Single(entry => entry.Kind == JobEventKind.Failed).Detail);
        Assert.Equal("changed since: text", (await EntriesAsync(world, job.Id)).Single(entry => entry.Kind == JobEventKind.StartedOver).Detail);
    }

    [Fact]
    public async Task A_quota_that_holds_a_running_job_up_is_told_with_its_end()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await using var _ = world;
        world.Embedder.HangsAfter = 0;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddSeconds(30).ToUnixTimeMilliseconds());

        world.Embedder.PauseForQuota(until);
        world.Embedder.PauseForQuota(until); // Of the same wait: nothing new.
        world.Embedder.LetGo();
        await world.EndOfAsync(id);
        var entries = await EntriesAsync(world, id);

        Assert.Equal([JobEventKind.Requested, JobEventKind.Claimed, JobEventKind.QuotaWait, JobEventKind.Completed], Kinds(entries));
        Assert.Equal(until, entries[2].Until);
    }

    [Fact]
    public async Task A_job_that_its_process_gave_back_says_so()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        world.Source.PutMany(10);
        var datasource = await world.State.AddDatasourceAsync();
        var first = await world.StartEngineAsync();
        world.Embedder.HangsAfter = 0;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(() => world.Embedder.Waiting > 0);

        await first.StopAsync();
        world.Embedder.HangsAfter = null;
        await world.StartEngineAsync();
        await world.EndOfAsync(id);

        Assert.Equal(
            [JobEventKind.Requested, JobEventKind.Claimed, JobEventKind.GivenBack, JobEventKind.Claimed, JobEventKind.Completed],
            Kinds(await EntriesAsync(world, id)));
    }

    [Fact]
    public async Task A_persons_decision_and_a_restore_stand_where_they_were_made()
    {
        await using var world = await SweepWorld.StartAsync(100, provider);
        world.Remove(1, 50);
        var job = await world.SyncUntilAskedAsync();
        await world.DecideAsync(job.Id, accept: true);
        await world.Sync.EndOfAsync(job.Id);
        await world.RestoreAsync(job.Id);

        var entries = (await EntriesAsync(world.Sync, job.Id)).Select(entry => (entry.Kind, entry.Detail)).Where(entry => entry.Kind != JobEventKind.ResumedFrom).ToList();

        Assert.Equal((JobEventKind.Waits, "decision"), entries[2]);
        Assert.Equal((JobEventKind.Decision, "accepted"), entries[3]);
        Assert.Equal([JobEventKind.Claimed, JobEventKind.Completed, JobEventKind.Restored], entries[4..].Select(entry => entry.Kind));
        Assert.Equal("50", entries[^1].Detail);
    }

    [Fact]
    public async Task A_job_that_another_process_left_running_says_that_it_was_taken_over()
    {
        await using var world = await SyncWorld.CreateAsync(provider);
        var datasource = await world.State.AddDatasourceAsync();
        var job = new SyncJob { Id = Guid.NewGuid(), DatasourceId = datasource.Id, Status = SyncJobStatus.Running, CorrelationId = "c", StartedBy = "user:Ada" };
        await world.State.AddAsync(job, new DatasourceLease { DatasourceId = datasource.Id, Owner = "killed/42", Fence = 7 });

        await world.StartEngineAsync(); // Its first look takes the job, two seconds before it is put back.
        await world.EndOfAsync(job.Id);

        Assert.Equal([JobEventKind.TakenOver, JobEventKind.Completed], Kinds(await EntriesAsync(world, job.Id)));
    }

    private static string[] Kinds(IEnumerable<SyncJobEventView> entries) => [.. entries.Select(entry => entry.Kind)];

    private static async Task<IReadOnlyList<SyncJobEventView>> EntriesAsync(SyncWorld world, Guid jobId) =>
        (await new SyncTimeline(world.State.Database).ListAsync(jobId, 1, 100, None)).Required().Items;

    private static Task WaitedAsync(SyncWorld world, Guid jobId, int times) => Servers.Eventually.IsTrueAsync(
        async () => (await EntriesAsync(world, jobId)).SingleOrDefault(entry => entry.Kind == JobEventKind.Waits)?.Times >= times,
        TimeSpan.FromSeconds(30),
        () => world.Log.ToString());

    private static Task<int> TimeIsUpAsync(SyncWorld world) => world.State.Database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync($"UPDATE sync_jobs SET resume_after = {transaction.Time.Now} WHERE resume_after IS NOT NULL", token), None);
}
