using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Notifications;

public sealed class NotificationFeedOnPostgresTests() : NotificationFeedConformance(StorageProvider.Postgres)
{
    [Fact]
    public async Task What_another_replica_raises_and_leaves_behind_is_heard_and_handed_on_here()
    {
        await using var house = await NotificationHouse.StartAsync(StorageProvider.Postgres);
        var endpoint = await house.EndpointAsync();
        var heard = 0;
        using var subscription = house.Feed.Subscribe(() => heard++);
        var other = new NotificationOutbox(new NotificationSignal(), TimeProvider.System);

        await house.State.OpenAnother().WriteAsync((transaction, token) => other.AddAsync(transaction, NotificationHouse.Failed(), token), default);
        await house.UntilCallsAsync(1);
        await house.UntilAsync(() => Task.FromResult(heard > 0));

        Assert.True(house.Receiver.Calls[0].IsSignedBy(endpoint.Secret!));
    }
}
