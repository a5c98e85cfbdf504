using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Core.Sync.Watermarks;
using Xunit;
using static SyncAdmin.Tests.Sync.Schedules.ScheduleHouse;

namespace SyncAdmin.Tests.Sync.Schedules;

/// <content>The schedule of verifications.</content>
public abstract partial class ScheduleConformance
{
    private const string Weekly = "0 4 * * 1"; // Mondays; 2026-03-02 is one.

    [Fact]
    public async Task The_verify_schedule_verifies_once_for_each_time_and_once_for_all_that_were_missed()
    {
        await _house.AddAsync(verify: Weekly);

        Assert.Equal(0, await FireAsync(_house.Replica(), "2026-03-02T03:59:59Z"));
        Assert.Equal<int[]>([1, 0], await BothAsync("2026-03-02T04:00:00Z"));
        await _house.CompleteJobsAsync();
        Assert.Equal<int[]>([1, 0], await BothAsync("2026-03-24T12:00:00Z")); // Three weeks without a process.

        Assert.Equal(
            [(SyncJobType.Verify, $"schedule:{Weekly}", At("2026-03-02T04:00:00Z")), (SyncJobType.Verify, $"schedule:{Weekly}", At("2026-03-23T04:00:00Z"))],
            (await _house.JobsAsync()).Select(job => (job.Type, job.StartedBy, job.ScheduledFor!.Value)));
        Assert.Equal(["sync.verify", "sync.verify"], (await _house.State.AllAsync<AuditEntry>()).Select(entry => entry.Action));

        async Task<int[]> BothAsync(string time)
        {
            var fired = new[] { _house.Replica(), _house.Replica() };
            _house.Now = At(time);
            var counts = await Task.WhenAll(fired.Select(replica => Task.Run(() => replica.GetRequiredService<ScheduleFirings>().FireDueAsync(None))));
            return [.. counts.OrderDescending()];
        }
    }

    [Fact]
    public async Task A_verification_that_finds_a_sync_open_is_recorded_as_skipped_with_that_job()
    {
        var datasource = await _house.AddAsync(verify: Weekly);
        var replica = _house.Replica();
        var open = (await replica.GetRequiredService<SyncService>().StartFullAsync(datasource.Id, Actor.System, "by hand", None)).Required();

        Assert.Equal(1, await FireAsync(replica, "2026-03-02T04:00:00Z"));

        var firing = Assert.Single(await _house.FiringsAsync());
        Assert.Equal((ScheduleKind.VerifySchedule, FiringOutcome.Skipped, open.Id), (firing.Schedule, firing.Outcome, firing.JobId));
        Assert.Contains($"{open.Id} is pending", firing.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 4 * * *", null, SyncJobType.Verify)] // The nightly sync comes again tomorrow; else the verification would never run.
    [InlineData("0 4 * * *", "0 4 1-7 * 1", SyncJobType.Full)]
    public async Task Where_a_verification_shares_its_time_the_rarer_runs_and_the_others_are_recorded_with_its_job(string sync, string? full, SyncJobType runs)
    {
        await _house.AddAsync(sync, full, verify: Weekly);

        Assert.Equal(full is null ? 2 : 3, await FireAsync(_house.Replica(), "2026-03-02T04:00:00Z"));

        var job = Assert.Single(await _house.JobsAsync());
        Assert.Equal(runs, job.Type);
        Assert.All(await _house.FiringsAsync(), firing => Assert.Equal(job.Id, firing.JobId));
    }

    [Fact]
    public async Task A_changed_verify_schedule_holds_at_once_and_none_fires_while_the_datasource_is_paused()
    {
        var (here, there) = (_house.Replica(), _house.Replica());
        var datasources = here.GetRequiredService<DatasourceService>();
        var datasource = await CreateAsync(here, null);
        _house.Now = At("2026-03-01T12:10:00Z");
        Assert.True((await datasources.UpdateAsync(datasource.Id, InputOf(null) with { VerifySchedule = "5,30 12 * * *" }, Actor.System, "c", None)).Succeeded);

        Assert.Equal(0, await FireAsync(there, "2026-03-01T12:10:01Z")); // 12:05 had passed when the person chose it.
        Assert.Equal(1, await FireAsync(there, "2026-03-01T12:30:00Z"));
        await _house.CompleteJobsAsync();
        Assert.True((await datasources.PauseAsync(datasource.Id, Actor.System, "c", None)).Succeeded);
        Assert.Equal(0, await FireAsync(there, "2026-03-02T12:30:00Z"));
    }

    [Fact]
    public async Task A_verification_does_not_hide_that_an_incremental_sync_was_refused()
    {
        var datasource = await _house.AddAsync("0 * * * *", change: source => source.ChangeField = "updated_at", verify: "30 13 * * *");
        var replica = _house.Replica();
        await _house.State.AddAsync(new SyncWatermark { DatasourceId = datasource.Id, Value = "[1]", PlanFingerprint = "{}" });
        foreach (var time in new[] { "13:00", "13:30", "14:00" })
        {
            Assert.Equal(1, await FireAsync(replica, $"2026-03-01T{time}:00Z"));
            await _house.State.Database.WriteAsync(
                (transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'failed', error_code = 'SYNC-5107' WHERE type = 'incremental'", token), None);
            await _house.CompleteJobsAsync();
        }

        Assert.Equal([SyncJobType.Incremental, SyncJobType.Verify, SyncJobType.Full], (await _house.JobsAsync()).Select(job => job.Type));
    }
}
