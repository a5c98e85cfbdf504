using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Schedules;
using Xunit;
using static SyncAdmin.Tests.Sync.Schedules.ScheduleHouse;

namespace SyncAdmin.Tests.Sync.Schedules;

/// <content>Several processes on one database.</content>
public abstract partial class ScheduleConformance
{
    [Fact]
    public async Task Replicas_that_look_at_the_same_instant_start_each_run_once()
    {
        await _house.AddAsync("* * * * *", "*/5 * * * *");
        var replicas = new[] { _house.Replica(), _house.Replica() }.Select(replica => replica.GetRequiredService<ScheduleFirings>()).ToArray();
        for (var minute = 1; minute <= 20; minute++)
        {
            _house.Now = At("2026-03-01T12:00:00Z").AddMinutes(minute);

            var fired = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() => replicas[number % 2].FireDueAsync(None))));

            Assert.Equal(minute % 5 == 0 ? 2 : 1, fired.Sum());
            await _house.CompleteJobsAsync();
        }

        Assert.Equal(
            Enumerable.Range(1, 20).Select(minute => (DateTimeOffset?)At("2026-03-01T12:00:00Z").AddMinutes(minute)),
            (await _house.JobsAsync()).Select(job => job.ScheduledFor));
    }

    [Fact]
    public async Task A_start_by_hand_at_the_same_instant_leaves_one_open_scan_and_a_firing_that_names_it()
    {
        var datasource = await _house.AddAsync("* * * * *");
        var (scheduled, byHand) = (_house.Replica().GetRequiredService<ScheduleFirings>(), _house.Replica().GetRequiredService<SyncService>());
        for (var minute = 1; minute <= 10; minute++)
        {
            _house.Now = At("2026-03-01T12:00:00Z").AddMinutes(minute);

            await Task.WhenAll(
                Task.Run(() => scheduled.FireDueAsync(None)),
                Task.Run(() => byHand.StartFullAsync(datasource.Id, Actor.System, "by hand", None)));
            await scheduled.FireDueAsync(None); // Where the other was faster in the middle of it, the next look says so.

            var open = Assert.Single(await _house.JobsAsync(), job => job.Status == SyncJobStatus.Pending);
            var firing = (await _house.FiringsAsync())[^1];
            Assert.Equal(open.ScheduledFor is null ? FiringOutcome.Skipped : FiringOutcome.Started, firing.Outcome);
            Assert.Equal((_house.Now, open.Id), (firing.FireTime, firing.JobId));
            await _house.CompleteJobsAsync();
        }
    }
}
