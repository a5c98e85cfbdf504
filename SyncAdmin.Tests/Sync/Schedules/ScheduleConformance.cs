using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Sync.Watermarks;
using Xunit;
using static SyncAdmin.Tests.Sync.Schedules.ScheduleHouse;

namespace SyncAdmin.Tests.Sync.Schedules;

/// <summary>What schedules must do on every state database, one or more replicas; the database's clock is driven. It begins on Sunday 2026-03-01, 12:00 UTC.</summary>
public abstract partial class ScheduleConformance : IAsyncLifetime
{
    private const string Nightly = "0 3 * * *";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StorageProvider _provider;
    private ScheduleHouse _house = null!;

    private protected ScheduleConformance(StorageProvider provider) => _provider = provider;

    public async Task InitializeAsync() => _house = await ScheduleHouse.CreateAsync(_provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_schedule_starts_its_run_when_its_time_has_come_and_once()
    {
        var datasource = await _house.AddAsync(Nightly);
        var replica = _house.Replica();

        Assert.Equal(0, await FireAsync(replica, "2026-03-02T02:59:59.999Z"));
        Assert.Equal(1, await FireAsync(replica, "2026-03-02T03:00:00Z"));
        Assert.Equal(0, await FireAsync(replica, "2026-03-02T03:00:01Z"));

        var job = Assert.Single(await _house.JobsAsync());
        Assert.Equal((datasource.Id, SyncJobStatus.Pending, (DateTimeOffset?)At("2026-03-02T03:00:00Z"), $"schedule:{Nightly}"), (job.DatasourceId, job.Status, job.ScheduledFor, job.StartedBy));
        var entry = Assert.Single((await new SyncTimeline(_house.State.Database).ListAsync(job.Id, 1, 10, None)).Required().Items);
        Assert.Equal((JobEventKind.Requested, "2026-03-02T03:00:00.0000000+00:00", job.StartedBy, job.CorrelationId), (entry.Kind, entry.Detail, entry.By, entry.CorrelationId));
        Assert.Equal(job.CorrelationId, Assert.Single(await _house.State.AllAsync<AuditEntry>()).CorrelationId);
    }

    [Fact]
    public async Task What_was_missed_while_nobody_ran_is_made_up_for_once_after_the_restart()
    {
        await _house.AddAsync(Nightly);
        await FireAsync(_house.Replica(), "2026-03-02T03:00:00Z");
        await _house.CompleteJobsAsync();

        var restarted = _house.Replica();
        Assert.Equal(1, await FireAsync(restarted, "2026-03-06T10:00:00Z"));
        await _house.CompleteJobsAsync();
        Assert.Equal(0, await FireAsync(restarted, "2026-03-06T10:00:05Z"));
        Assert.Equal(0, await FireAsync(_house.Replica(), "2026-03-07T02:59:59Z"));
        Assert.Equal(1, await FireAsync(restarted, "2026-03-07T03:00:00Z"));

        Assert.Equal(
            [At("2026-03-02T03:00:00Z"), At("2026-03-06T03:00:00Z"), At("2026-03-07T03:00:00Z")],
            (await _house.JobsAsync()).Select(job => job.ScheduledFor!.Value));
        Assert.Equal(At("2026-03-06T10:00:00Z"), (await _house.FiringsAsync())[1].DecidedAt);
    }

    [Fact]
    public async Task A_new_schedule_does_not_make_up_for_times_before_it()
    {
        await _house.AddAsync(Nightly);

        Assert.Equal(0, await FireAsync(_house.Replica(), "2026-03-01T12:00:00Z"));
    }

    [Fact]
    public async Task A_changed_schedule_holds_at_once_on_every_replica_and_makes_up_for_nothing()
    {
        var (here, there) = (_house.Replica(), _house.Replica());
        var datasource = await CreateAsync(here, "15 12 * * *");
        _house.Now = At("2026-03-01T12:10:00Z");

        await ChangeAsync(here, datasource, "5,30 12 * * *");

        Assert.Equal(0, await FireAsync(there, "2026-03-01T12:10:01Z")); // 12:05 had passed when the person chose it.
        Assert.Equal(0, await FireAsync(there, "2026-03-01T12:15:00Z")); // The old schedule's time.
        Assert.Equal(1, await FireAsync(there, "2026-03-01T12:30:00Z"));
        Assert.Equal(0, await FireAsync(here, "2026-03-01T12:30:00Z"));
    }

    [Fact]
    public async Task A_change_of_something_else_keeps_what_was_missed()
    {
        var replica = _house.Replica();
        var datasource = await CreateAsync(replica, "15 12 * * *");
        _house.Now = At("2026-03-01T12:15:01Z");

        await ChangeAsync(replica, datasource, "15 12 * * *", "another description");

        Assert.Equal(1, await FireAsync(replica, "2026-03-01T12:15:02Z"));
    }

    [Fact]
    public async Task A_schedule_that_was_taken_away_fires_no_more()
    {
        var replica = _house.Replica();
        var datasource = await CreateAsync(replica, Nightly);

        await ChangeAsync(replica, datasource, null);

        Assert.Equal(0, await FireAsync(replica, "2026-03-02T03:00:00Z"));
    }

    [Fact]
    public async Task A_paused_datasource_fires_nothing_and_nothing_is_made_up_for_when_it_resumes()
    {
        var replica = _house.Replica();
        var datasources = replica.GetRequiredService<DatasourceService>();
        var datasource = await CreateAsync(replica, Nightly);

        Assert.True((await datasources.PauseAsync(datasource.Id, Actor.System, "c", None)).Succeeded);
        Assert.Equal(0, await FireAsync(replica, "2026-03-02T03:00:00Z"));
        _house.Now = At("2026-03-02T09:00:00Z");
        Assert.True((await datasources.ResumeAsync(datasource.Id, Actor.System, "c", None)).Succeeded);

        Assert.Equal(0, await FireAsync(replica, "2026-03-02T09:00:01Z"));
        Assert.Equal(1, await FireAsync(replica, "2026-03-03T03:00:00Z"));
    }

    [Fact]
    public async Task A_datasource_in_error_goes_on_firing()
    {
        await _house.AddAsync(Nightly, change: datasource => datasource.Status = DatasourceStatus.Error);

        Assert.Equal(1, await FireAsync(_house.Replica(), "2026-03-02T03:00:00Z"));
    }

    [Fact]
    public async Task A_time_that_comes_while_a_scan_is_open_is_recorded_as_skipped_with_that_job_and_never_made_up_for()
    {
        var datasource = await _house.AddAsync("0 * * * *");
        var replica = _house.Replica();
        var open = (await replica.GetRequiredService<SyncService>().StartFullAsync(datasource.Id, Actor.System, "by hand", None)).Required();

        Assert.Equal(1, await FireAsync(replica, "2026-03-01T13:00:00Z"));
        await _house.CompleteJobsAsync();
        Assert.Equal(0, await FireAsync(replica, "2026-03-01T13:30:00Z"));
        Assert.Equal(1, await FireAsync(replica, "2026-03-01T14:00:00Z"));

        var firings = await _house.FiringsAsync();
        Assert.Equal([(FiringOutcome.Skipped, open.Id), (FiringOutcome.Started, (await _house.JobsAsync()).Single(job => job.ScheduledFor is not null).Id)], firings.Select(firing => (firing.Outcome, firing.JobId)));
        Assert.Contains($"{open.Id} is pending", firings[0].Reason, StringComparison.Ordinal);
        Assert.Null(firings[1].Reason);
    }

    [Fact]
    public async Task Where_both_schedules_name_one_time_the_full_one_runs_and_the_other_is_recorded_with_its_job()
    {
        await _house.AddAsync(sync: Nightly, full: "0 3 * * 1");

        Assert.Equal(2, await FireAsync(_house.Replica(), "2026-03-02T03:00:00Z"));

        var job = Assert.Single(await _house.JobsAsync());
        Assert.Equal((SyncJobType.Full, "schedule:0 3 * * 1"), (job.Type, job.StartedBy));
        Assert.Equal(
            [(ScheduleKind.FullSyncSchedule, FiringOutcome.Started, job.Id), (ScheduleKind.SyncSchedule, FiringOutcome.Skipped, job.Id)],
            (await _house.FiringsAsync()).Select(firing => (firing.Schedule, firing.Outcome, firing.JobId)));
    }

    [Fact]
    public async Task A_time_that_has_had_its_run_before_the_clock_was_set_back_has_none_by_the_other_schedule()
    {
        await _house.AddAsync(full: Nightly);
        var replica = _house.Replica();
        await FireAsync(replica, "2026-03-02T03:00:00Z");
        await _house.CompleteJobsAsync();
        _house.Now = At("2026-03-02T02:50:00Z");
        await _house.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync($"UPDATE datasources SET sync_schedule = '{Nightly}'", token), None);

        Assert.Equal(1, await FireAsync(replica, "2026-03-02T03:00:00Z"));

        var job = Assert.Single(await _house.JobsAsync());
        Assert.Equal([(FiringOutcome.Started, job.Id), (FiringOutcome.Skipped, job.Id)], (await _house.FiringsAsync()).Select(firing => (firing.Outcome, firing.JobId)));
    }

    [Fact]
    public async Task The_ordinary_schedule_is_incremental_where_it_can_be_and_the_full_one_never()
    {
        var datasource = await _house.AddAsync("0 * * * *", "30 13 * * *", change: source => source.ChangeField = "updated_at");
        var replica = _house.Replica();

        Assert.Equal(SyncJobType.Full, await TypeAtAsync("2026-03-01T13:00:00Z")); // No full sync has completed yet.
        await _house.State.AddAsync(new SyncWatermark { DatasourceId = datasource.Id, Value = "[1]", PlanFingerprint = "{}" });
        Assert.Equal(SyncJobType.Full, await TypeAtAsync("2026-03-01T13:30:00Z"));
        Assert.Equal(SyncJobType.Incremental, await TypeAtAsync("2026-03-01T14:00:00Z"));
        await _house.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'failed', error_code = 'SYNC-5107' WHERE type = 'incremental'", token), None);
        Assert.Equal(SyncJobType.Full, await TypeAtAsync("2026-03-01T15:00:00Z")); // Instead of being refused for its changed plan again.
        Assert.Equal(SyncJobType.Incremental, await TypeAtAsync("2026-03-01T16:00:00Z"));

        async Task<SyncJobType> TypeAtAsync(string time)
        {
            Assert.Equal(1, await FireAsync(replica, time));
            await _house.CompleteJobsAsync();
            return (await _house.JobsAsync()).Single(job => job.ScheduledFor == At(time)).Type;
        }
    }

    [Fact]
    public async Task A_clock_that_is_set_back_repeats_no_run_and_stops_no_schedule()
    {
        await _house.AddAsync("*/5 * * * *");
        var replica = _house.Replica();
        foreach (var (time, fired) in new[] { ("12:05", 1), ("12:10", 1), ("12:06", 0), ("12:10", 0), ("12:15", 1) })
        {
            Assert.Equal(fired, await FireAsync(replica, $"2026-03-01T{time}:00Z"));
            await _house.CompleteJobsAsync();
        }

        Assert.Equal(1, await FireAsync(replica, "2030-01-01T00:00:00Z")); // Far ahead by mistake …
        await _house.CompleteJobsAsync();
        Assert.Equal(1, await FireAsync(replica, "2026-03-01T12:20:00Z")); // … and back.
    }

    [Fact]
    public async Task A_text_that_can_not_be_read_stops_no_other_schedule()
    {
        await _house.AddAsync("whenever", name: "broken");
        await _house.AddAsync(Nightly, name: "sound");

        Assert.Equal(1, await FireAsync(_house.Replica(), "2026-03-02T03:00:00Z"));
    }

    [Fact]
    public async Task Only_the_last_firings_are_kept()
    {
        await _house.AddAsync("* * * * *");
        var replica = _house.Replica();
        for (var minute = 1; minute <= 60; minute++)
        {
            _house.Now = At("2026-03-01T12:00:00Z").AddMinutes(minute);
            Assert.Equal(1, await replica.GetRequiredService<ScheduleFirings>().FireDueAsync(None));
        }

        var firings = await _house.FiringsAsync();
        Assert.Equal((50, At("2026-03-01T13:00:00Z")), (firings.Count, firings[^1].FireTime));
    }

    private async Task<int> FireAsync(IServiceProvider replica, string at)
    {
        _house.Now = At(at);
        return await replica.GetRequiredService<ScheduleFirings>().FireDueAsync(None);
    }

    private static async Task<DatasourceView> CreateAsync(IServiceProvider replica, string? schedule) =>
        (await replica.GetRequiredService<DatasourceService>().CreateAsync(InputOf(schedule), Actor.System, "c", None)).Required();

    private static async Task ChangeAsync(IServiceProvider replica, DatasourceView datasource, string? schedule, string? description = null) =>
        (await replica.GetRequiredService<DatasourceService>().UpdateAsync(datasource.Id, InputOf(schedule) with { Description = description }, Actor.System, "c", None)).Required();

    private static DatasourceInput InputOf(string? schedule) => new()
    {
        Name = "shop",
        Type = "fake",
        ConnectionConfig = System.Text.Json.JsonSerializer.SerializeToElement(new { }),
        QueryTemplate = "SELECT * FROM products",
        KeyField = "id",
        FieldMapping = System.Text.Json.JsonSerializer.SerializeToElement(new { name = "name" }),
        EmbeddingFields = ["name"],
        QdrantCollection = "products",
        SyncSchedule = schedule,
    };
}
