using System.Diagnostics;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Servers;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>Cancel, fail, wait, crash: and what goes on from there.</summary>
public sealed class SyncStopTests
{
    private static readonly ErrorDefinition Away = new("SYNC-1999", ProblemKind.Unavailable, "Source away", "Start it.");
    private static readonly ErrorDefinition Refused = new("SYNC-1998", ProblemKind.Forbidden, "Source refuses", "Grant SELECT.");

    [Fact]
    public async Task Cancel_takes_effect_within_a_second_while_the_provider_hangs_and_keeps_the_checkpoint()
    {
        await Soon.IsAsync(TimeSpan.FromSeconds(1), async () =>
        {
            var (world, datasource) = await SyncWorld.StartAsync(3_000);
            await using var _ = world;
            world.Embedder.HangsAfter = 1_000;
            var id = (await world.StartFullAsync(datasource)).Required().Id;
            await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);

            var clock = Stopwatch.StartNew();
            await world.Service.CancelAsync(id, Actor.System, CancellationToken.None);
            var job = await world.EndOfAsync(id);
            var took = clock.Elapsed;

            Assert.Equal(SyncJobStatus.Cancelled, job.Status);
            Assert.Equal(0, world.Embedder.Waiting);
            Assert.NotNull((await world.State.JobAsync(id)).Checkpoint);
            Assert.True((await world.PointsAsync()).Count >= job.ProcessedRecords); // The ledger may lag, never lead.
            return took;
        });
    }

    [Fact]
    public async Task Cancel_of_a_job_in_another_process_takes_effect_within_a_second()
    {
        await Soon.IsAsync(TimeSpan.FromSeconds(1), async () =>
        {
            var (world, datasource) = await SyncWorld.StartAsync(3_000, StorageProvider.Postgres);
            await using var _ = world;
            world.Embedder.HangsAfter = 0;
            var id = (await world.StartFullAsync(datasource)).Required().Id;
            await world.UntilAsync(() => world.Embedder.Waiting > 0);
            await world.StartEngineAsync(); // The test now speaks to this one, which does not run the job.

            var clock = Stopwatch.StartNew();
            await world.Service.CancelAsync(id, Actor.System, CancellationToken.None);
            await world.UntilAsync(id, job => job.Status == SyncJobStatus.Cancelled);
            return clock.Elapsed;
        });
    }

    [Fact]
    public async Task A_cancelled_job_resumes_from_its_checkpoint_and_says_what_that_saved()
    {
        var (world, datasource) = await SyncWorld.StartAsync(3_000);
        await using var _ = world;
        world.Embedder.HangsAfter = 1_500;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 500 && world.Embedder.Waiting > 0);
        await world.Service.CancelAsync(id, Actor.System, CancellationToken.None);
        var cancelled = await world.EndOfAsync(id);
        world.Embedder.HangsAfter = null;

        Assert.True((await world.Service.ResumeAsync(id, Actor.System, CancellationToken.None)).Succeeded);
        var job = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Completed, 3_000L, 3_000L, 3_000L), (job.Status, job.ProcessedRecords, job.SuccessfulRecords, job.EmbeddedRecords));
        Assert.Equal((cancelled.ProcessedRecords, cancelled.Batches, 30L, cancelled.EstimatedCost), (job.Resume!.Record, job.Resume.Batch, job.Resume.Batches!.Value, job.Resume.SavedCost));
        Assert.Equal(cancelled.ProcessedRecords, world.Source.ReadsAfter[^1]!.Values[0]);
        Assert.Contains(world.Log.Lines, line => line.Contains("resumed from record", StringComparison.Ordinal));
        Assert.Equal(3_000, (await world.PointsAsync()).Count);
    }

    [Fact]
    public async Task The_next_full_start_goes_on_where_a_failed_one_stopped()
    {
        var (world, datasource) = await SyncWorld.StartAsync(2_000);
        await using var _ = world;
        world.Source.BreaksAfter = (1_000, new Problem(Refused, "SELECT was revoked."));
        world.Source.Put(5, "");
        var failed = await world.SyncAsync(datasource);
        world.Source.BreaksAfter = null;

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Failed, "SYNC-1998", 1_000L), (failed.Status, failed.ErrorCode, failed.ProcessedRecords));
        Assert.NotEqual(failed.Id, job.Id);
        Assert.Equal((SyncJobStatus.Completed, 2_000L, 1_999L, 1L), (job.Status, job.ProcessedRecords, job.SuccessfulRecords, job.FailedRecords));
        Assert.Equal(1_000, job.Resume!.Record);
        Assert.Single((await world.Service.ErrorsAsync(job.Id, 1, 10, CancellationToken.None)).Required().Items);
        Assert.All(world.Embedder.Counts.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task A_changed_plan_starts_over_and_says_what_changed()
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_000);
        await using var _ = world;
        world.Source.BreaksAfter = (500, new Problem(Refused, "SELECT was revoked."));
        await world.SyncAsync(datasource);
        world.Source.BreaksAfter = null;
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE datasources SET text_template = '{{name}} {{code}}'", token), CancellationToken.None);

        var job = await world.SyncAsync(datasource);

        Assert.Equal((1_000L, 1_000L), (job.ProcessedRecords, job.SuccessfulRecords));
        Assert.Null(job.Resume);
        Assert.Contains(world.Log.Lines, line => line.Contains("changed since: text", StringComparison.Ordinal));
        Assert.Equal("changed since: text", job.Metadata!.Value.GetProperty("startedOver").GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_source_that_is_away_makes_the_job_wait_without_a_lease_and_go_on_by_hand_at_once()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Source.Away = new Problem(Away, "Connection refused.");
        var id = (await world.StartFullAsync(datasource)).Required().Id;

        var waiting = await world.UntilAsync(id, job => job.WaitReason is not null);
        Assert.Equal((SyncJobStatus.Pending, "source", "SYNC-1999"), (waiting.Status, waiting.WaitReason, waiting.ErrorCode));
        Assert.NotNull(waiting.ResumeAfter);
        Assert.Null((await world.State.LeaseAsync(datasource.Id))!.Owner);
        world.Source.Away = null;
        Assert.True((await world.Service.ResumeAsync(id, Actor.System, CancellationToken.None)).Succeeded);

        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(id)).Status);
    }

    [Theory]
    [InlineData(EmbeddingFailure.Quota, "quota")]
    [InlineData(EmbeddingFailure.Unreachable, "provider")]
    public async Task A_provider_that_can_not_serve_makes_the_job_wait_until_it_says(EmbeddingFailure failure, string reason)
    {
        var (world, datasource) = await SyncWorld.StartAsync(1_000);
        await using var _ = world;
        world.Embedder.Next = new EmbeddingException(new Problem(Away, "Later."), failure, DateTimeOffset.UtcNow.AddHours(1));
        var id = (await world.StartFullAsync(datasource)).Required().Id;

        var waiting = await world.UntilAsync(id, job => job.WaitReason is not null);

        Assert.Equal(reason, waiting.WaitReason);
        Assert.InRange(waiting.ResumeAfter!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(61));
    }

    [Fact]
    public async Task A_store_that_is_away_makes_the_job_wait_and_it_goes_on_by_itself()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Store.Failure = new ProblemException(new Problem(Away, "Connection refused."));
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.WaitReason == "store");
        world.Store.Failure = null;

        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(id)).Status);
    }

    [Fact]
    public async Task A_source_that_stays_away_marks_its_datasource_until_a_run_succeeds()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Source.Away = new Problem(Away, "Connection refused.");
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await world.UntilAsync(id, job => job.WaitReason is not null);
            Assert.Equal(attempt, (await world.State.JobAsync(id)).Attempts);
            Assert.Equal(attempt < 3 ? DatasourceStatus.Active : DatasourceStatus.Error, (await world.State.DatasourceAsync(datasource.Id)).Status);
            world.Source.Away = attempt < 3 ? world.Source.Away : null;
            Assert.True((await world.Service.ResumeAsync(id, Actor.System, CancellationToken.None)).Succeeded);
        }

        Assert.Equal(SyncJobStatus.Completed, (await world.EndOfAsync(id)).Status);
        Assert.Equal(DatasourceStatus.Active, (await world.State.DatasourceAsync(datasource.Id)).Status);
    }

    [Fact]
    public async Task A_full_disk_makes_the_job_wait()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Store.Failure = new IOException("No space left on device", 28);
        var id = (await world.StartFullAsync(datasource)).Required().Id;

        Assert.Equal("disk", (await world.UntilAsync(id, job => job.WaitReason is not null)).WaitReason);
    }

    [Fact]
    public async Task A_job_without_progress_fails_when_its_time_is_up()
    {
        var world = await SyncWorld.CreateAsync();
        await using var _ = world;
        world.Source.PutMany(100);
        var datasource = await world.State.AddDatasourceAsync(change: source => source.TimeoutMinutes = 0);
        await world.StartEngineAsync(sync => sync.LeaseSeconds = 3); // A beat each second finds it.
        world.Embedder.HangsAfter = 0;

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Failed, ErrorCatalog.SyncTimeout.Code), (job.Status, job.ErrorCode));
    }

    [Fact]
    public async Task An_unforeseen_failure_fails_the_job_with_a_code()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100);
        await using var _ = world;
        world.Embedder.Next = new InvalidOperationException("A bug.");

        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Failed, ErrorCatalog.SyncUnexpected.Code), (job.Status, job.ErrorCode));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_graceful_stop_gives_the_job_back_and_the_next_start_goes_on_at_once(StorageProvider provider)
    {
        var world = await SyncWorld.CreateAsync(provider);
        await using var _ = world;
        world.Source.PutMany(2_000);
        var datasource = await world.State.AddDatasourceAsync();
        var first = await world.StartEngineAsync();
        world.Embedder.HangsAfter = 800;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);

        await first.StopAsync();
        var between = await world.State.JobAsync(id);
        world.Embedder.HangsAfter = null;
        await world.StartEngineAsync();
        var job = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Pending, (string?)null), (between.Status, between.WaitReason));
        Assert.Equal((SyncJobStatus.Completed, 2_000L), (job.Status, job.ProcessedRecords));
        Assert.Equal(between.ProcessedRecords, job.Resume!.Record);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_job_whose_owner_went_silent_is_taken_up_again_and_the_late_owner_changes_nothing(StorageProvider provider)
    {
        var world = await SyncWorld.CreateAsync(provider);
        await using var _ = world;
        world.Source.PutMany(2_000);
        var datasource = await world.State.AddDatasourceAsync();
        await world.StartEngineAsync(sync => sync.LeaseSeconds = 600); // Its heartbeat comes too late to notice.
        world.Embedder.HangsAfter = 800;
        var id = (await world.StartFullAsync(datasource)).Required().Id;
        await world.UntilAsync(id, job => job.ProcessedRecords > 0 && world.Embedder.Waiting > 0);
        var before = await world.State.JobAsync(id);
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync($"UPDATE datasource_leases SET expires_at = {transaction.Time.NowPlus(TimeSpan.FromSeconds(-1))}", token), CancellationToken.None);

        await world.StartEngineAsync(); // Takes the job up; the former owner still hangs in its provider.
        await world.UntilAsync(() => world.Log.Lines.Any(line => line.Contains("resumed from record", StringComparison.Ordinal)));
        world.Embedder.LetGo(); // Both go on: the late one must be refused.
        var job = await world.EndOfAsync(id);

        Assert.Equal((SyncJobStatus.Completed, 2_000L, 2_000L, 2_000L), (job.Status, job.ProcessedRecords, job.SuccessfulRecords, job.EmbeddedRecords));
        Assert.InRange(job.Resume!.Record, before.ProcessedRecords, 1_999); // The silent owner may have committed once more before it lost the lease.
        Assert.Equal(2_000, (await world.PointsAsync()).Count);
        await world.UntilAsync(() => world.Log.Lines.Any(line => line.Contains("lease lost", StringComparison.Ordinal)));
        Assert.Equal(job.ProcessedRecords, (await world.State.JobAsync(id)).ProcessedRecords);
    }
}
