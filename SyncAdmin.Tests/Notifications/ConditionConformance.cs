using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Notifications;

/// <summary>Conditions that last are said once an episode; on either store.</summary>
public abstract class ConditionConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private NotificationHouse _house = null!;

    private protected ConditionConformance(StorageProvider provider) => _provider = provider;

    public async Task InitializeAsync() => _house = await NotificationHouse.OpenAsync(_provider, ("Notifications:QueueLong", "4"), ("Notifications:ErrorsFrequent", "3"), ("Notifications:DeadLetters", "2"));

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_queue_that_is_long_is_said_once_and_again_after_it_was_short()
    {
        await LookAsync(waiting: 3);
        Assert.Empty(await SaidAsync());
        await LookAsync(waiting: 4);
        await LookAsync(waiting: 5);
        await LookAsync(waiting: 3); // Below the threshold, and not below its half: the same episode.
        await LookAsync(waiting: 6);
        Assert.Equal(["queue.long orders 4"], await SaidAsync());

        await LookAsync(waiting: 1);
        await LookAsync(waiting: 7);
        Assert.Equal(["queue.long orders 4", "queue.long orders 7"], await SaidAsync());
    }

    [Fact]
    public async Task What_has_become_ten_times_worse_is_said_again()
    {
        await LookAsync(waiting: 5);
        await LookAsync(waiting: 49);
        await LookAsync(waiting: 50);
        await LookAsync(waiting: 60);

        Assert.Equal(["queue.long orders 5", "queue.long orders 50"], await SaidAsync());
    }

    [Fact]
    public async Task Dead_letters_and_failed_records_are_counted()
    {
        var queue = _house.Get<DurableQueue>();
        await queue.SendAsync([.. Enumerable.Range(0, 2).Select(number => new NewMessage("orders", $"{number}"))], default);
        foreach (var message in await queue.ReadAsync("orders", 10, TimeSpan.FromMinutes(1), default))
        {
            await queue.FailAsync(message.Receipt, new TryFailure("it broke") { Permanent = true }, default);
        }

        await ErrorsAsync("shop", 3, minutesAgo: 0);
        await ErrorsAsync("quiet", 2, minutesAgo: 0);
        await ErrorsAsync("old", 5, minutesAgo: 61);
        await _house.Get<ConditionWatch>().LookAsync(default);

        Assert.Equal(["errors.frequent shop 3", "queue.dead_letter orders 2"], (await SaidAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_endpoint_hears_of_it_by_its_own_threshold()
    {
        var early = await _house.EndpointAsync(input => input with { Thresholds = new Dictionary<string, long> { ["queue.long"] = 2 } });
        var late = await _house.EndpointAsync(input => input with { Thresholds = new Dictionary<string, long> { ["queue.long"] = 8 } });
        await _house.EndpointAsync(input => input with { Kinds = ["job.failed"] });
        foreach (var waiting in new[] { 1, 3, 5, 9 })
        {
            await LookAsync(waiting);
        }

        await _house.Get<NotificationFanOut>().RunAsync(default);

        var messages = await _house.MessagesAsync();
        Assert.Equal([early.Id, late.Id], messages.Select(message => message.EndpointId));
        Assert.Contains("\"count\":3", messages[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"count\":9", messages[1].Body, StringComparison.Ordinal);
        // In the bell stands what its own threshold says.
        Assert.Equal(["queue.long orders 5"], (await _house.Feed.ListAsync(NotificationHouse.Admin, unreadOnly: false, 1, 10, default)).Items.Select(TextOf));
    }

    [Fact]
    public async Task Several_processes_that_look_at_once_say_it_once()
    {
        await SendAsync(5);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _house.Get<ConditionWatch>().LookAsync(default))));
        Assert.Equal(["queue.long orders 5"], await SaidAsync());

        await SendAsync(45);
        await _house.UntilAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _house.Get<ConditionWatch>().LookAsync(default))));
            return (await SaidAsync()).Length > 1;
        });
        Assert.Equal(["queue.long orders 5", "queue.long orders 50"], await SaidAsync());
    }

    /// <summary>With so many messages in the queue. The figures are kept for a moment, so it looks until it sees them.</summary>
    private async Task LookAsync(int waiting)
    {
        await _house.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("DELETE FROM sync_queue WHERE queue = 'orders'", token), default);
        await SendAsync(waiting);
        var administration = _house.Get<Core.Queue.Administration.QueueAdministration>();
        await _house.UntilAsync(async () => (await administration.GetAsync("orders", default)).Required().Metrics.Waiting == waiting);
        await _house.Get<ConditionWatch>().LookAsync(default);
    }

    private async Task SendAsync(int count) => await _house.Get<DurableQueue>().SendAsync([.. Enumerable.Range(0, count).Select(number => new NewMessage("orders", $"{number}"))], default);

    private async Task ErrorsAsync(string name, int count, int minutesAgo)
    {
        var at = (await _house.Database.NowAsync(default)).AddMinutes(-minutesAgo);
        var datasource = TestState.NewDatasource(name);
        var job = new SyncJob { Id = Guid.CreateVersion7(at), DatasourceId = datasource.Id, CorrelationId = "c", StartedBy = "user:Ada", CreatedAt = at };
        await _house.State.AddAsync(
        [
            datasource, job,
            .. Enumerable.Range(0, count).Select(number => new SyncError
            {
                Id = Guid.CreateVersion7(at), SyncJobId = job.Id, DatasourceId = datasource.Id, RecordIdentifier = $"{number}", ErrorType = "SYNC-4003", ErrorMessage = "it broke", CreatedAt = at,
            }),
        ]);
    }

    private async Task<string[]> SaidAsync() => [.. (await _house.Feed.ListAsync(NotificationHouse.Admin, unreadOnly: false, 1, 100, default)).Items.Reverse().Select(TextOf)];

    private static string TextOf(NotificationView said) => $"{said.Kind} {said.SubjectName} {said.Count}";
}
