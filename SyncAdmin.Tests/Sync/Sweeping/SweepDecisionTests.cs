using Microsoft.Extensions.Hosting;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Timeline;
using Xunit;

namespace SyncAdmin.Tests.Sync.Sweeping;

/// <summary>Where a sweep would remove much, a person decides, and nothing but the answer lets it go on.</summary>
public sealed class SweepDecisionTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_sweep_that_would_remove_much_asks_with_figures_and_removes_what_was_agreed_to(StorageProvider state)
    {
        await using var world = await SweepWorld.StartAsync(1_000, state);
        world.Remove(1, 300);

        var asked = await world.SyncUntilAskedAsync();

        Assert.Equal("SYNC-5011", asked.ErrorCode);
        Assert.Null(asked.ResumeAfter);
        Assert.Equal((300L, 1_000L, 0.2), (asked.Decision!.Deletes, asked.Decision.Of, asked.Decision.MaxShare));
        Assert.Equal(20, asked.Decision.Examples.Count);
        Assert.All(asked.Decision.Examples, code => Assert.StartsWith("C", code, StringComparison.Ordinal));
        Assert.Null(asked.Decision.Accepted);
        Assert.Equal(1_000, (await world.KeysInStoreAsync()).Count);
        Assert.Null((await world.Sync.State.LeaseAsync(world.Datasource.Id))!.Owner);
        var told = Assert.Single(await world.Sync.State.AllAsync<Notification>());
        Assert.Equal((NotificationKind.DecisionNeeded, (Guid?)asked.Id, "SYNC-5011"), (told.Kind, told.JobId, told.Code));

        var decided = await world.DecideAsync(asked.Id, accept: true);
        var job = await world.Sync.EndOfAsync(asked.Id);

        Assert.True(decided.Succeeded);
        Assert.Equal((SyncJobStatus.Completed, 300L, (string?)null), (job.Status, job.DeletedRecords, job.ErrorCode));
        Assert.Equal((true, "system:SyncAdmin"), (job.Decision!.Accepted!.Value, job.Decision.DecidedBy));
        Assert.Equal(SweepWorld.Keys(301, 700), await world.KeysInStoreAsync());
        Assert.Contains(await world.Sync.State.AllAsync<AuditEntry>(), entry => entry.Action == "sync.accept");
        var timeline = (await world.Sync.State.AllAsync<SyncJobEvent>()).Where(entry => entry.SyncJobId == asked.Id).OrderBy(entry => entry.Id);
        Assert.Equal(
            [(JobEventKind.Waits, "decision"), (JobEventKind.Decision, "accepted")],
            timeline.Where(entry => entry.Kind is JobEventKind.Waits or JobEventKind.Decision).Select(entry => (entry.Kind, entry.Detail!)));
    }

    [Fact]
    public async Task A_rejected_sweep_completes_removes_nothing_and_says_so()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();

        await world.DecideAsync(asked.Id, accept: false);
        var job = await world.Sync.EndOfAsync(asked.Id);

        Assert.Equal((SyncJobStatus.Completed, 0L), (job.Status, job.DeletedRecords));
        Assert.False(job.Decision!.Accepted);
        Assert.Equal(300, job.Metadata!.Value.GetProperty("sweep").GetProperty("kept").GetInt64());
        Assert.Contains(world.Sync.Log.Lines, line => line.Contains("300 points stay", StringComparison.Ordinal));
        Assert.Equal(1_000, (await world.KeysInStoreAsync()).Count);

        Assert.Equal(300, (await world.SyncUntilAskedAsync()).Decision!.Deletes);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(1_000, true)]
    public async Task The_share_is_what_may_go_unasked(int gone, bool asks)
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, gone);
        if (asks)
        {
            Assert.Equal(gone, (await world.SyncUntilAskedAsync()).Decision!.Deletes);
            Assert.Equal(1_000, (await world.KeysInStoreAsync()).Count);
        }
        else
        {
            Assert.Equal(gone, (await world.SyncAsync()).DeletedRecords);
        }
    }

    [Fact]
    public async Task A_source_that_shrank_to_nothing_empties_the_collection_only_when_a_person_says_so()
    {
        await using var world = await SweepWorld.StartAsync(300);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();
        Assert.Equal((300L, 300L), (asked.Decision!.Deletes, asked.Decision.Of));

        await world.DecideAsync(asked.Id, accept: true);

        Assert.Equal((SyncJobStatus.Completed, 300L), (await world.Sync.EndOfAsync(asked.Id) is var job ? job.Status : default, job.DeletedRecords));
        Assert.Empty(await world.KeysInStoreAsync());
        Assert.Empty(await world.KeysInLedgerAsync());
    }

    [Fact]
    public async Task When_more_would_go_by_then_than_was_shown_it_asks_again()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();
        world.Remove(301, 10);

        await world.DecideAsync(asked.Id, accept: true);
        var again = await world.Sync.UntilAsync(asked.Id, job => job is { WaitReason: "decision", Decision.Deletes: 310 });

        Assert.Null(again.Decision!.Accepted);
        Assert.Contains("than the 300 that were agreed to", again.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1_000, (await world.KeysInStoreAsync()).Count);
        await world.DecideAsync(asked.Id, accept: true);
        Assert.Equal(310, (await world.Sync.EndOfAsync(asked.Id)).DeletedRecords);
    }

    [Fact]
    public async Task When_fewer_would_go_by_then_only_those_go()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();
        world.Sync.Source.Put(1, "product number 1");

        await world.DecideAsync(asked.Id, accept: true);

        Assert.Equal(299, (await world.Sync.EndOfAsync(asked.Id)).DeletedRecords);
        Assert.Contains("1", await world.KeysInStoreAsync());
    }

    [Fact]
    public async Task A_question_and_an_answer_survive_a_restart()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();

        await world.Sync.StopEnginesAsync();
        Assert.True((await world.DecideAsync(asked.Id, accept: true)).Succeeded); // Written by a process that runs no jobs.
        await world.Sync.StartEngineAsync();
        var job = await world.Sync.EndOfAsync(asked.Id);

        Assert.Equal((SyncJobStatus.Completed, 300L), (job.Status, job.DeletedRecords));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_answer_holds_when_the_removal_was_cut_short(int page)
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();
        var pages = 0;
        world.Sync.Store.Deleting = _ =>
        {
            if (++pages == page)
            {
                throw new Core.Errors.ProblemException(new Core.Errors.Problem(Core.Errors.ErrorCatalog.StateUnavailable, "Abandoned here."));
            }
        };
        await world.DecideAsync(asked.Id, accept: true);
        await world.Sync.UntilAsync(asked.Id, job => job.WaitReason == "store");

        await world.Sync.Service.ResumeAsync(asked.Id, Actor.System, CancellationToken.None);
        var job = await world.Sync.EndOfAsync(asked.Id);

        Assert.Equal((SyncJobStatus.Completed, 300L), (job.Status, job.DeletedRecords));
        Assert.Equal(SweepWorld.Keys(301, 700), await world.KeysInStoreAsync());
    }

    [Fact]
    public async Task Going_on_without_an_answer_asks_again()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 300);
        var asked = await world.SyncUntilAskedAsync();
        world.Remove(301, 1);

        await world.Sync.Service.ResumeAsync(asked.Id, Actor.System, CancellationToken.None);

        Assert.Equal(301, (await world.Sync.UntilAsync(asked.Id, job => job is { WaitReason: "decision", Decision.Deletes: 301 })).Decision!.Deletes);
        Assert.Equal(1_000, (await world.KeysInStoreAsync()).Count);
    }

    [Fact]
    public async Task What_one_job_removed_before_it_was_killed_counts_in_its_share()
    {
        await using var world = await SweepWorld.StartAsync(1_000);
        world.Remove(1, 150);
        var pages = 0;
        world.Sync.Store.Deleted = _ =>
        {
            pages++;
            if (pages == 1)
            {
                world.Remove(151, 100);
                throw new Core.Errors.ProblemException(new Core.Errors.Problem(Core.Errors.ErrorCatalog.StateUnavailable, "Abandoned here."));
            }
        };
        var id = (await world.Sync.StartFullAsync(world.Datasource)).Required().Id;
        await world.Sync.UntilAsync(id, job => job.WaitReason == "store");

        await world.Sync.Service.ResumeAsync(id, Actor.System, CancellationToken.None);

        var asked = (await world.UntilAskedAsync(id)).Decision!;
        Assert.Equal((100L, 850L, 150L), (asked.Deletes, asked.Of, asked.DeletedBefore));
    }

    [Fact]
    public async Task A_job_that_waits_for_no_decision_refuses_one()
    {
        await using var world = await SweepWorld.StartAsync(10);
        var job = await world.SyncAsync();

        Assert.Equal("SYNC-5012", (await world.DecideAsync(job.Id, accept: true)).Problem?.Code);
        Assert.Equal("SYNC-5001", (await world.DecideAsync(Guid.NewGuid(), accept: true)).Problem?.Code);
    }

    [Fact]
    public async Task A_job_that_waits_for_a_decision_can_be_cancelled()
    {
        await using var world = await SweepWorld.StartAsync(100);
        world.Remove(1, 90);
        var asked = await world.SyncUntilAskedAsync();

        Assert.True((await world.Sync.Service.CancelAsync(asked.Id, Actor.System, CancellationToken.None)).Succeeded);

        Assert.Equal(SyncJobStatus.Cancelled, (await world.Sync.EndOfAsync(asked.Id)).Status);
        Assert.Equal("SYNC-5012", (await world.DecideAsync(asked.Id, accept: true)).Problem?.Code);
        Assert.Equal(100, (await world.KeysInStoreAsync()).Count);
    }
}
