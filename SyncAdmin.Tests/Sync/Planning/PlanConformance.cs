using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Sync.Planning;

/// <summary>What a plan must say, on every state database: what the sync after it then does.</summary>
public abstract class PlanConformance
{
    private readonly StorageProvider _provider;

    private protected PlanConformance(StorageProvider provider) => _provider = provider;

    [Fact]
    public async Task A_plan_of_a_source_that_was_never_synced_creates_all_of_it_and_makes_nothing()
    {
        var (world, datasource) = await SyncWorld.StartAsync(250, _provider);
        await using var disposing = world;

        var plan = await world.PlanAsync(datasource);

        Assert.Equal((250L, 250L, 0L, 0L, 0L, 0L), (plan.TotalRecords, plan.Create, plan.Update, plan.Skip, plan.Delete, plan.Invalid));
        Assert.Equal(SampleChoice.Samples, world.Embedder.Counts.Count); // Nothing but the samples was paid for.
        Assert.Equal(0, world.Store.Upserted);
        Assert.Empty(await world.Store.ListCollectionsAsync(CancellationToken.None));
        Assert.Empty(await world.State.AllAsync<SyncJob>());
        Assert.All(plan.Samples, sample =>
        {
            Assert.Equal("create", sample.Change);
            Assert.Equal($"product number {sample.Key}", sample.Text);
            Assert.Equal(sample.Text, sample.Row.GetProperty("name").GetString());
            Assert.Equal(sample.Code, sample.Payload.GetProperty("code").GetString());
            Assert.Empty(sample.Neighbours);
            Assert.Null(sample.Problem);
        });
        Assert.Equal(SampleChoice.Samples, plan.Samples.Select(sample => sample.Key).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_plan_says_of_every_sort_of_change_what_the_sync_then_does()
    {
        var (world, datasource) = await SyncWorld.StartAsync(400, _provider);
        await using var disposing = world;
        world.Source.Put(401, name: null); // Invalid, and unknown to the ledger.
        await world.SyncAsync(datasource);
        Change(world.Source);
        world.Embedder.Reset();
        world.Store.Reset();

        var plan = await world.PlanAsync(datasource);
        Assert.Equal((0, 0), (world.Store.Upserted, world.Store.Overwritten));
        var job = await world.SyncAsync(datasource);

        Assert.Equal((30L, 20L, 10L, 364L, 5L, 2L), (plan.Create, plan.UpdateText, plan.UpdatePayload, plan.Skip, plan.Delete, plan.Invalid));
        Assert.Equal(job.SuccessfulRecords, plan.Create + plan.Update);
        Assert.Equal(job.EmbeddedRecords, plan.Create + plan.UpdateText);
        Assert.Equal(job.SkippedRecords, plan.Skip);
        Assert.Equal(job.FailedRecords, plan.Invalid);
        Assert.Equal(job.DeletedRecords, plan.Delete);
        Assert.Equal(job.TotalRecords, plan.TotalRecords);
        Assert.Equal((ErrorCatalog.RecordTextEmpty.Code, 2L), (plan.InvalidCauses[0].Code, plan.InvalidCauses[0].Count));
        Assert.Equal(["create", "create", "updatePayload", "updateText", "updateText"], plan.Samples.Select(sample => sample.Change).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Samples_show_what_is_nearest_now_but_not_themselves()
    {
        var (world, datasource) = await SyncWorld.StartAsync(50, _provider);
        await using var disposing = world;
        await world.SyncAsync(datasource);

        var unchanged = await world.PlanAsync(datasource);
        world.Source.Put(51, "product number 50");
        var changed = await world.PlanAsync(datasource);

        Assert.Equal(SampleChoice.Samples, unchanged.Samples.Count);
        Assert.All(unchanged.Samples, sample =>
        {
            Assert.Equal(("skip", 5), (sample.Change, sample.Neighbours.Count));
            Assert.DoesNotContain(sample.Neighbours, neighbour => neighbour.Code == sample.Code);
            Assert.False(sample.Neighbours[0].Payload.TryGetProperty("_sync", out _));
        });
        var sample = changed.Samples[0];
        Assert.Equal(("create", "C51", "C50"), (sample.Change, sample.Code, sample.Neighbours[0].Code));
        Assert.InRange(sample.Neighbours[0].Score, 0.999f, 1.001f);
    }

    [Fact]
    public async Task What_the_mapping_masks_is_masked_in_row_text_payload_and_neighbours()
    {
        const string Secret = "DE02120300000000202051";
        var (world, datasource) = await SyncWorld.StartAsync(2, _provider, static row => row.EmbeddingFields = """["code","name"]""");
        await using var disposing = world;
        world.Source.Put(3, Secret);
        await world.SyncAsync(datasource);
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.FieldMapping = """{"code":"code","name":{"column":"name","mask":true}}""");
        await world.State.ChangeDatasourceAsync(datasource.Id, static row => row.TextTemplate = "{{code}} {{name}}");

        var samples = (await world.PlanAsync(datasource)).Samples;

        Assert.DoesNotContain(Secret, System.Text.Json.JsonSerializer.Serialize(samples), StringComparison.Ordinal);
        var masked = Assert.Single(samples, sample => sample.Code == "C3");
        Assert.Equal(("***51", "***51", "C3 ***51"), (masked.Row.GetProperty("name").GetString(), masked.Payload.GetProperty("name").GetString(), masked.Text));
        Assert.Contains(samples.SelectMany(sample => sample.Neighbours), neighbour => neighbour.Code == "C3" && neighbour.Payload.GetProperty("name").GetString() == "***51");
    }

    [Fact]
    public async Task Tokens_and_money_are_what_the_job_then_charges_within_the_stated_error()
    {
        var (world, datasource) = await SyncWorld.StartAsync(500, _provider);
        await using var disposing = world;

        var plan = await world.PlanAsync(datasource);
        var job = await world.SyncAsync(datasource);

        Assert.Equal("samples", plan.TokensFrom);
        Assert.InRange(job.EmbeddingTokens, plan.TokensRange.Low, plan.TokensRange.High);
        Assert.InRange(job.EstimatedCost, plan.CostRange.Low, plan.CostRange.High);
        Assert.InRange(plan.TokensRange.High, plan.Tokens + 1, plan.Tokens * 2); // An error that is stated, and of use.
        Assert.InRange(plan.Minutes, plan.MinutesRange.Low, plan.MinutesRange.High);
    }

    [Fact]
    public async Task A_provider_that_refuses_costs_the_plan_its_neighbours_not_its_figures()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100, _provider);
        await using var disposing = world;
        world.Embedder.Poison = "product";

        var plan = await world.PlanAsync(datasource);

        Assert.Equal((100L, "letters"), (plan.Create, plan.TokensFrom));
        Assert.All(plan.Samples, sample => Assert.Contains("poisoned", sample.Problem, StringComparison.Ordinal));
        Assert.True(plan.TokensRange.Low < plan.Tokens && plan.Tokens < plan.TokensRange.High);
    }

    [Fact]
    public async Task A_sync_is_compared_with_the_plan_before_it_and_with_no_older_one()
    {
        var (world, datasource) = await SyncWorld.StartAsync(120, _provider);
        await using var disposing = world;
        var plan = await world.PlanAsync(datasource);

        var first = await world.SyncAsync(datasource);
        var second = await world.SyncAsync(datasource);

        Assert.Equal((plan.Id, false), (first.Plan!.PlanId, first.Plan.Outdated));
        Assert.Equal((120L, 120L), (first.Plan.Estimate.Create, first.Plan.Actual.Written));
        Assert.Equal((plan.Tokens, first.EmbeddingTokens, first.EstimatedCost), (first.Plan.Estimate.Tokens, first.Plan.Actual.Tokens, first.Plan.Actual.Cost));
        Assert.Equal(plan.MinutesRange, first.Plan.Estimate.MinutesRange);
        Assert.Null(second.Plan);
    }

    [Fact]
    public async Task A_plan_of_what_a_failed_sync_left_is_compared_with_the_rest_alone()
    {
        var (world, datasource) = await SyncWorld.StartAsync(400, _provider);
        await using var disposing = world;
        world.Source.BreaksAfter = (200, new Problem(ErrorCatalog.QueryFailed, "It broke."));
        var failed = await world.SyncAsync(datasource);
        world.Source.BreaksAfter = null;

        var plan = await world.PlanAsync(datasource);
        var job = await world.SyncAsync(datasource);

        Assert.Equal((SyncJobStatus.Failed, 200L, 400L), (failed.Status, failed.SuccessfulRecords, job.SuccessfulRecords));
        Assert.Equal((200L, 200L), (plan.Create, plan.Skip));
        Assert.Equal((200L, 200L), (job.Plan!.Actual.Written, job.Plan.Actual.Tokens));
    }

    [Fact]
    public async Task A_comparison_is_marked_when_the_mapping_has_changed_since()
    {
        var (world, datasource) = await SyncWorld.StartAsync(20, _provider);
        await using var disposing = world;
        await world.PlanAsync(datasource);
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE datasources SET query_template = 'SELECT 1'", token), CancellationToken.None);

        Assert.True((await world.SyncAsync(datasource)).Plan!.Outdated);
    }

    [Fact]
    public async Task A_datasource_is_planned_once_at_a_time_and_a_plan_can_be_stopped()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100, _provider);
        await using var disposing = world;
        using var leave = new CancellationTokenSource();
        world.Embedder.HangsAfter = 0;

        var first = Record.ExceptionAsync(() => world.Plans.PlanAsync(datasource.Id, Actor.System, null, leave.Token));
        await world.UntilAsync(() => world.Embedder.Waiting > 0);
        var second = await world.Plans.PlanAsync(datasource.Id, Actor.System, null, CancellationToken.None);
        await leave.CancelAsync();
        Assert.IsAssignableFrom<OperationCanceledException>(await first);
        world.Embedder.LetGo();

        Assert.Equal(ErrorCatalog.SyncPlanUnderWay, second.Problem?.Error);
        Assert.Equal(100, (await world.PlanAsync(datasource)).Create);
    }

    [Fact]
    public async Task Whoever_leaves_in_the_middle_of_the_source_stops_the_reading()
    {
        var (world, datasource) = await SyncWorld.StartAsync(2_000, _provider);
        await using var disposing = world;
        using var leave = new CancellationTokenSource();
        var last = 0L;
        world.Source.PageRead = async (_, id) =>
        {
            last = id;
            if (id >= 500)
            {
                await leave.CancelAsync();
            }
        };

        var stopped = await Record.ExceptionAsync(() => world.Plans.PlanAsync(datasource.Id, Actor.System, null, leave.Token));

        Assert.IsAssignableFrom<OperationCanceledException>(stopped);
        Assert.InRange(last, 500, 700);
        Assert.Empty(await world.State.AllAsync<SyncPlan>());
    }

    [Fact]
    public async Task What_would_stop_the_sync_stops_the_plan_with_the_same_words()
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, _provider);
        await using var disposing = world;

        world.Source.Away = new Problem(ErrorCatalog.SourcePortClosed, "Nobody listens.");
        var away = await world.Plans.PlanAsync(datasource.Id, Actor.System, null, CancellationToken.None);
        world.Source.Away = null;
        await world.SyncAsync(datasource);
        world.Embedder.Fingerprint = world.Embedder.Fingerprint with { Model = "other" };
        var otherModel = await world.Plans.PlanAsync(datasource.Id, Actor.System, null, CancellationToken.None);
        var unknown = await world.Plans.PlanAsync(Guid.Empty, Actor.System, null, CancellationToken.None);

        Assert.Equal(ErrorCatalog.SourcePortClosed, away.Problem?.Error);
        Assert.Equal(ErrorCatalog.CollectionOfAnotherModel, otherModel.Problem?.Error);
        Assert.Equal(ErrorCatalog.DatasourceNotFound, unknown.Problem?.Error);
    }

    [Fact]
    public async Task Deletes_follow_the_policy()
    {
        var (world, datasource) = await SyncWorld.StartAsync(100, _provider);
        await using var disposing = world;
        await world.SyncAsync(datasource);
        Enumerable.Range(1, 30).ToList().ForEach(id => world.Source.Remove(id));

        var asked = await world.PlanAsync(datasource);
        var waiting = await world.UntilAsync((await world.StartFullAsync(datasource)).Required().Id, job => job.WaitReason is not null);
        await world.State.Database.WriteAsync(
            (transaction, token) => transaction.Db.Set<Datasource>().Where(row => row.Id == datasource.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.DeletePolicy, """{"mode":"never","maxShare":0.2}"""), token),
            CancellationToken.None);
        var never = await world.PlanAsync(datasource);

        Assert.Equal(("decision", asked.Delete), (waiting.WaitReason, waiting.Decision!.Deletes));
        Assert.Equal((30L, true), (asked.Delete, asked.DeletesNeedDecision));
        Assert.Equal((0L, false), (never.Delete, never.DeletesNeedDecision));
    }

    [Fact]
    public async Task Points_that_the_store_has_lost_are_counted_as_written_again()
    {
        var (world, datasource) = await SyncWorld.StartAsync(60, _provider);
        await using var disposing = world;
        await world.SyncAsync(datasource);
        var points = await world.Store.ScrollAsync("products", null, null, 7, withVector: false, CancellationToken.None);
        await world.Store.DeleteAsync("products", [.. points.Points.Select(point => point.Id)], null, CancellationToken.None);

        var plan = await world.PlanAsync(datasource);
        var job = await world.SyncAsync(datasource);

        Assert.Equal((7L, 7L, 53L), (plan.LostPoints, plan.Create, plan.Skip));
        Assert.Equal((7L, 53L), (job.SuccessfulRecords, job.SkippedRecords));
    }

    /// <summary>Of 400 and an invalid one: 30 new, 20 of another text, 10 of another price, 5 gone, one that has lost its text.</summary>
    private static void Change(FakeSource source)
    {
        for (var id = 1001; id <= 1030; id++)
        {
            source.Put(id, $"new product {id}");
        }

        for (var id = 1; id <= 20; id++)
        {
            source.Put(id, $"renamed product {id}");
        }

        for (var id = 21; id <= 30; id++)
        {
            source.Put(id, $"product number {id}", price: 2);
        }

        for (var id = 31; id <= 35; id++)
        {
            source.Remove(id);
        }

        source.Put(36, name: null);
        source.Remove(401);
        source.Put(402, name: null);
    }
}
