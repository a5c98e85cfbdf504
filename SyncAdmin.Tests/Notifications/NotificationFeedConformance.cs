using SyncAdmin.Core.Access;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;
using Xunit;

namespace SyncAdmin.Tests.Notifications;

/// <summary>What the bell shows to whom, and for how long it is kept; on either store.</summary>
public abstract class NotificationFeedConformance : IAsyncLifetime
{
    private static readonly Actor Other = new("user", "2", "Vic", Role.Viewer);
    private readonly StorageProvider _provider;
    private NotificationHouse _house = null!;

    private protected NotificationFeedConformance(StorageProvider provider) => _provider = provider;

    private NotificationFeed Feed => _house.Feed;

    public async Task InitializeAsync() => _house = await NotificationHouse.OpenAsync(_provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Each_reader_marks_what_they_have_read()
    {
        await _house.RaiseAsync([.. Enumerable.Range(0, 5).Select(number => NotificationHouse.Failed($"source {number}"))]);
        var all = await Feed.ListAsync(NotificationHouse.Admin, unreadOnly: false, 1, 3, default);
        Assert.Equal((3, 5L), (all.Items.Count, all.Total));
        Assert.Equal(all.Items.OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id), all.Items);

        var ids = all.Items.Take(2).Select(item => item.Id).ToList();
        Assert.Equal(2, await Feed.MarkReadAsync(NotificationHouse.Admin, [.. ids, Guid.NewGuid()], default));
        Assert.Equal(0, await Feed.MarkReadAsync(NotificationHouse.Admin, ids, default));

        Assert.Equal((3, 5), (await Feed.UnreadAsync(NotificationHouse.Admin, default), await Feed.UnreadAsync(Other, default)));
        Assert.Equal([true, true, false], (await Feed.ListAsync(NotificationHouse.Admin, unreadOnly: false, 1, 3, default)).Items.Select(item => item.Read));
        Assert.Equal(3, (await Feed.ListAsync(NotificationHouse.Admin, unreadOnly: true, 1, 10, default)).Total);
        Assert.Equal(5, await Feed.MarkReadAsync(Other, ids: null, default));
        Assert.Equal((3, 0), (await Feed.UnreadAsync(NotificationHouse.Admin, default), await Feed.UnreadAsync(Other, default)));
    }

    [Fact]
    public async Task All_are_marked_as_read_however_many_there_are()
    {
        const int Raised = NotificationFeed.MarksAtOnce + 2;
        await _house.RaiseAsync([.. Enumerable.Range(0, Raised).Select(number => NotificationHouse.Failed($"source {number}"))]);

        Assert.Equal(Raised, await Feed.MarkReadAsync(NotificationHouse.Admin, ids: null, default));
        Assert.Equal((0, Raised), (await Feed.UnreadAsync(NotificationHouse.Admin, default), await Feed.UnreadAsync(Other, default)));
        Assert.Equal(0, await Feed.MarkReadAsync(NotificationHouse.Admin, ids: null, default));
    }

    [Fact]
    public async Task Bells_hear_of_what_is_raised_and_read_and_not_of_what_is_rolled_back()
    {
        var heard = 0;
        using (Feed.Subscribe(() => heard++))
        {
            await _house.RaiseAsync(NotificationHouse.Failed());
            Assert.Equal(1, heard);
            await Feed.MarkReadAsync(NotificationHouse.Admin, ids: null, default);
            await Feed.MarkReadAsync(NotificationHouse.Admin, ids: null, default);
            Assert.Equal(2, heard);
        }

        await _house.RaiseAsync(NotificationHouse.Failed());
        Assert.Equal(2, heard);
    }

    [Fact]
    public async Task What_is_old_goes_with_its_marks_and_attempts_and_what_is_on_its_way_stays()
    {
        _house.Database.Time.Frozen = NotificationHouse.Start;
        await _house.EndpointAsync();
        await _house.RaiseAsync(NotificationHouse.Failed("old"), NotificationHouse.Failed("on its way"));
        await _house.Get<NotificationFanOut>().RunAsync(default);
        await Feed.MarkReadAsync(NotificationHouse.Admin, ids: null, default);
        var message = (await _house.MessagesAsync()).Find(message => message.Body.Contains("old", StringComparison.Ordinal))!;
        await _house.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE outgoing_webhooks SET status = 'delivered' WHERE id = @id", token, ("id", message.Id)),
            default);
        _house.Database.Time.Frozen = NotificationHouse.Start.AddDays(1);
        await _house.RaiseAsync(NotificationHouse.Failed("young"));
        await _house.Get<NotificationFanOut>().RunAsync(default);

        _house.Database.Time.Frozen = NotificationHouse.Start.AddDays(90).AddMinutes(1);
        await _house.Get<NotificationRetention>().RunAsync(default);

        Assert.Equal(["young"], (await _house.RaisedAsync()).Select(raised => raised.SubjectId));
        Assert.Empty(await _house.State.AllAsync<NotificationRead>());
        Assert.Equal([WebhookMessageStatus.Pending, WebhookMessageStatus.Pending], (await _house.MessagesAsync()).Select(left => left.Status));
    }
}
