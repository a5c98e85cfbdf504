using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Inspecting;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Vectors;
using Xunit;

namespace SyncAdmin.Tests.Sync.Inspecting;

public sealed class RecordActionsTests
{
    [Fact]
    public async Task A_record_that_has_not_changed_costs_nothing()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;

        Assert.Equal([RecordOutcome.Unchanged], await ActAsync(world, datasource, "C3", DeliveryAction.Sync));
        Assert.Equal((0, 0), (world.Embedder.Calls, world.Store.Upserted + world.Store.Overwritten));
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task A_point_that_the_store_lost_is_written_again_although_the_source_has_not_changed(StorageProvider provider)
    {
        var (world, datasource) = await SyncedAsync(provider);
        await using var _ = world;
        await world.Store.DeleteAsync("products", [PointId.Of(datasource.Id, "3")], fence: null, CancellationToken.None);

        Assert.Equal([RecordOutcome.Upserted], await ActAsync(world, datasource, "C3", DeliveryAction.Sync));
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_payload_that_somebody_changed_in_the_store_is_written_again_without_embedding()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        var id = PointId.Of(datasource.Id, "3");
        var point = Assert.Single(await world.Store.GetAsync("products", [id], withVector: false, CancellationToken.None));
        await world.Store.OverwritePayloadAsync("products", [new PointPayload(id, SyncPayload.Combine("{\"price\":99}"u8, SyncPayload.Read(point.Payload)!))], fence: null, CancellationToken.None);

        Assert.Equal([RecordOutcome.Upserted], await ActAsync(world, datasource, "C3", DeliveryAction.Sync));

        var now = Assert.Single(await world.Store.GetAsync("products", [id], withVector: false, CancellationToken.None));
        Assert.Equal(SyncPayload.Strip(point.Payload).ToArray(), SyncPayload.Strip(now.Payload).ToArray());
        Assert.Equal(0, world.Embedder.Calls);
    }

    [Fact]
    public async Task A_point_that_another_program_wrote_over_is_made_ours_again()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        await world.Store.OverwritePayloadAsync("products", [new PointPayload(PointId.Of(datasource.Id, "3"), "{\"theirs\":true}"u8.ToArray())], fence: null, CancellationToken.None);

        Assert.Equal([RecordOutcome.Upserted], await ActAsync(world, datasource, "C3", DeliveryAction.Sync));
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_point_that_the_ledger_forgot_is_not_paid_for_again()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        await ForgetAsync(world);

        Assert.Equal([RecordOutcome.Unchanged, RecordOutcome.Unchanged], await ActAsync(world, datasource, "C3", DeliveryAction.Sync));
        Assert.Equal(0, world.Embedder.Calls);
        await world.AssertInStepAsync();
    }

    [Theory]
    [InlineData(DeliveryAction.Sync, RecordOutcome.Deleted)]
    [InlineData(DeliveryAction.Delete, RecordOutcome.Removed)]
    public async Task A_point_that_only_the_store_has_is_removed(DeliveryAction action, RecordOutcome outcome)
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        await ForgetAsync(world);
        world.Source.Remove(3);

        Assert.Equal(outcome, (await ActAsync(world, datasource, "C3", action))[^1]);
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_record_that_is_gone_from_the_source_is_removed_by_its_code()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        world.Source.Remove(3);

        Assert.Equal([RecordOutcome.Deleted], await ActAsync(world, datasource, "C3 ", DeliveryAction.Sync));
        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task Who_asked_stands_in_the_timeline_of_the_job()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        var job = (await world.Services.GetRequiredService<RecordActions>().SyncAsync(datasource.Id, "C3", Actor.System, "asked", CancellationToken.None)).Required();

        await world.EndOfAsync(job.Id);

        var requested = (await world.State.AllAsync<SyncJobEvent>()).Where(entry => entry.SyncJobId == job.Id).MinBy(entry => entry.Id)!;
        Assert.Equal((JobEventKind.Requested, "C3"), (requested.Kind, requested.Detail));
        Assert.Equal("asked", job.CorrelationId);
    }

    [Fact]
    public async Task What_can_be_no_code_is_refused()
    {
        var (world, datasource) = await SyncedAsync();
        await using var _ = world;
        var actions = world.Services.GetRequiredService<RecordActions>();

        Assert.Equal(ErrorCatalog.RecordCodeInvalid, (await actions.DeleteAsync(datasource.Id, "\0", Actor.System, "c", CancellationToken.None)).Problem?.Error);
        Assert.Equal(ErrorCatalog.DatasourceNotFound, (await actions.SyncAsync(Guid.NewGuid(), "C3", Actor.System, "c", CancellationToken.None)).Problem?.Error);
    }

    /// <summary>Outcomes of all deliveries that it took, in their order.</summary>
    private static async Task<IReadOnlyList<RecordOutcome>> ActAsync(SyncWorld world, Datasource datasource, string code, DeliveryAction action)
    {
        var actions = world.Services.GetRequiredService<RecordActions>();
        var job = (await (action == DeliveryAction.Sync
            ? actions.SyncAsync(datasource.Id, code, Actor.System, "test-correlation", CancellationToken.None)
            : actions.DeleteAsync(datasource.Id, code, Actor.System, "test-correlation", CancellationToken.None))).Required();
        Assert.Equal((SyncJobType.Record, SyncJobStatus.Completed), (job.Type, (await world.EndOfAsync(job.Id)).Status));
        return [.. (await world.State.AllAsync<SyncDelivery>()).OrderBy(delivery => delivery.Id).SelectMany(delivery => delivery.ReadOutcomes()).Select(outcome => outcome.Outcome)];
    }

    private static Task<int> ForgetAsync(SyncWorld world) => world.State.Database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync("DELETE FROM record_ledger WHERE record_key = '3'", token), CancellationToken.None);

    private static async Task<(SyncWorld World, Datasource Datasource)> SyncedAsync(StorageProvider provider = StorageProvider.Sqlite)
    {
        var (world, datasource) = await SyncWorld.StartAsync(10, provider);
        await world.SyncAsync(datasource);
        world.Embedder.Reset();
        world.Store.Reset();
        return (world, datasource);
    }
}
