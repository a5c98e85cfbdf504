using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>A write to the store that was never committed, and a source that goes back to what the ledger last knew. Found by <see cref="SyncModelConformance"/>.</summary>
public sealed class UncommittedPointsTests
{
    private static readonly ProblemException Broken = new(new Problem(ErrorCatalog.SyncUnexpected, "The answer was lost."));

    [Fact]
    public async Task A_record_that_goes_back_to_what_it_was_is_written_again()
    {
        var (world, datasource) = await SyncWorld.StartAsync(5);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Source.Put(3, "another name");
        world.Store.Written = static () => throw Broken;
        Assert.Equal(SyncJobStatus.Failed, (await world.SyncAsync(datasource)).Status);

        world.Store.Written = null;
        world.Source.Put(3, "product number 3");
        await world.SyncAsync(datasource);

        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_new_record_that_is_gone_again_is_swept()
    {
        var (world, datasource) = await SyncWorld.StartAsync(5);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Source.Put(6, "a sixth");
        world.Store.Written = static () => throw Broken;
        await world.SyncAsync(datasource);

        world.Store.Written = null;
        world.Source.Remove(6);
        await world.SyncAsync(datasource);

        await world.AssertInStepAsync();
    }

    [Fact]
    public async Task A_record_that_was_deleted_and_is_there_again_as_it_was_is_written_again()
    {
        var (world, datasource) = await SyncWorld.StartAsync(5);
        await using var _ = world;
        await world.SyncAsync(datasource);
        world.Source.Remove(3);
        world.Store.Deleted = static _ => throw Broken;
        var delivery = await world.DeliverAsync(datasource, DeliveryKind.Retry, "3");
        await world.RehomedAsync(delivery, 1);

        world.Store.Deleted = null;
        world.Source.Put(3, "product number 3");
        await world.SkipWaitsAsync();
        await world.AppliedAsync(delivery);

        await world.AssertInStepAsync();
    }
}
