using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Schedules;
using Xunit;
using static SyncAdmin.Tests.Sync.Schedules.ScheduleHouse;

namespace SyncAdmin.Tests.Sync.Schedules;

/// <summary>What people see of schedules.</summary>
public sealed class SyncSchedulesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_schedule_shows_its_zone_its_next_five_times_and_its_last(StorageProvider provider)
    {
        await using var house = await CreateAsync(provider);
        var replica = house.Replica("America/Mexico_City");
        await house.AddAsync("0 3 * * *", "0 4 * * 0", verify: "@monthly");
        house.Now = At("2026-03-02T09:00:00Z");
        await replica.GetRequiredService<ScheduleFirings>().FireDueAsync(None);

        var page = await replica.GetRequiredService<SyncSchedules>().ListAsync(1, 10, None);

        Assert.Equal(3, page.Total);
        Assert.Equal([ScheduleKind.FullSyncSchedule, ScheduleKind.VerifySchedule, ScheduleKind.SyncSchedule], page.Items.Select(item => item.Schedule));
        var nightly = page.Items[2];
        Assert.Equal(("shop", "0 3 * * *", "America/Mexico_City", DatasourceStatus.Active), (nightly.DatasourceName, nightly.Cron, nightly.TimeZone, nightly.Status));
        Assert.Equal(Enumerable.Range(3, 5).Select(day => $"2026-03-{day:00}T03:00:00.0000000-06:00"), nightly.NextRuns.Select(time => $"{time:O}"));
        var last = Assert.Single(nightly.LastFirings);
        Assert.Equal(("2026-03-02T03:00:00.0000000-06:00", FiringOutcome.Started, (await house.JobsAsync())[0].Id), ($"{last.FireTime:O}", last.Outcome, last.JobId));
        Assert.Empty(page.Items[0].LastFirings);
    }

    [Fact]
    public async Task Schedules_are_paged_by_name_and_a_paused_one_has_no_next_time()
    {
        await using var house = await CreateAsync(StorageProvider.Sqlite);
        await house.AddAsync(full: "@daily", name: "b", change: datasource => datasource.Status = DatasourceStatus.Paused);
        await house.AddAsync("@daily", "@weekly", name: "a");
        await house.AddAsync(name: "unscheduled");

        var page = await house.Replica().GetRequiredService<SyncSchedules>().ListAsync(2, 2, None);

        var paused = Assert.Single(page.Items);
        Assert.Equal((3, "b", DatasourceStatus.Paused), (page.Total, paused.DatasourceName, paused.Status));
        Assert.Empty(paused.NextRuns);
    }

    [Fact]
    public async Task The_engine_looks_by_itself_and_runs_what_it_starts()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, change: source => source.SyncSchedule = "* * * * * ?");
        await using var _ = world;

        await Servers.Eventually.IsTrueAsync(
            async () => (await world.Service.ListAsync(new(DatasourceId: datasource.Id), 1, 10, None)).Items.Any(job => job.Status == Core.Sync.SyncJobStatus.Completed),
            TimeSpan.FromSeconds(30),
            () => world.Log.ToString());
    }

    [Fact]
    public async Task While_the_source_is_away_one_job_waits_with_back_off_and_the_schedule_is_skipped_for_it()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, change: source => source.SyncSchedule = "* * * * * ?");
        await using var _ = world;
        world.Source.Away = new Problem(new ErrorDefinition("SYNC-1999", ProblemKind.Unavailable, "Source away", "Start it."), "Connection refused.");

        ScheduleFiring? skipped = null;
        await UntilAsync(async () => (skipped = (await FiringsAsync(world)).LastOrDefault(firing => firing.Reason?.Contains("is pending", StringComparison.Ordinal) == true)) is not null);
        var waiting = await world.State.JobAsync(skipped!.JobId);
        world.Source.Away = null;
        await world.Service.ResumeAsync(waiting.Id, Core.Access.Actor.System, None);
        await world.EndOfAsync(waiting.Id);
        await UntilAsync(async () => (await FiringsAsync(world)).Any(firing => firing.Outcome == FiringOutcome.Started && firing.FireTime > skipped.FireTime));

        Assert.Equal("source", waiting.WaitReason);
        Assert.Equal(datasource.Id, waiting.DatasourceId);

        Task UntilAsync(Func<Task<bool>> condition) => Servers.Eventually.IsTrueAsync(condition, TimeSpan.FromSeconds(30), () => world.Log.ToString());
    }

    private static async Task<List<ScheduleFiring>> FiringsAsync(SyncWorld world) => [.. (await world.State.AllAsync<ScheduleFiring>()).OrderBy(firing => firing.FireTime)];
}
