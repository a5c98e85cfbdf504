using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;
using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Queue.Administration;

/// <summary>What people may do to queues and their messages; one heir per provider.</summary>
public abstract partial class QueueAdministrationConformance(StorageProvider provider)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_paused_queue_is_not_read_until_it_is_resumed_and_keeps_who_paused_it_first()
    {
        await using var house = await OpenAsync();
        await house.SendAsync("orders", 2);
        var leased = Assert.Single(await house.ReadAsync("orders", 1));

        Assert.True(await PauseAsync(house, "orders", "user:Ana"));
        Assert.False(await PauseAsync(house, "orders", "user:Ben"));

        Assert.Empty(await house.ReadAsync("orders"));
        Assert.True(await house.Queue.AcknowledgeAsync(leased.Receipt, None));
        var queue = (await house.Administration.GetAsync("orders", None)).Required();
        Assert.Equal("user:Ana", queue.PausedBy);
        Assert.True(queue.PausedAt > queue.CreatedAt.GetValueOrDefault().AddSeconds(-1) && queue.Metrics.Paused);
        Assert.True(await ResumeAsync(house, "orders"));
        Assert.False(await ResumeAsync(house, "orders"));
        Assert.Single(await house.ReadAsync("orders"));
    }

    [Fact]
    public async Task Readers_at_work_stop_at_a_pause_and_go_on_after_it_without_losing_any()
    {
        await using var house = await OpenAsync();
        var sent = await house.SendAsync("orders", 150);
        using var stop = new CancellationTokenSource();
        var handled = new System.Collections.Concurrent.ConcurrentBag<long>();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(2);
                foreach (var message in await house.ReadAsync("orders", 3))
                {
                    handled.Add(message.Receipt.Id);
                    await house.Queue.AcknowledgeAsync(message.Receipt, None);
                }
            }
        })).ToArray();
        await Servers.Eventually.IsTrueAsync(() => Task.FromResult(handled.Count >= 30), TimeSpan.FromSeconds(30), () => $"{handled.Count} handled");

        await PauseAsync(house, "orders", "user:Ana");
        await Servers.Eventually.IsTrueAsync(async () => (await house.MetricsAsync("orders")).Active == 0, TimeSpan.FromSeconds(30), () => "messages are still leased");
        var atPause = handled.Count;
        var metrics = await house.MetricsAsync("orders");
        await ResumeAsync(house, "orders");
        await Servers.Eventually.IsTrueAsync(() => Task.FromResult(handled.Count >= 150), TimeSpan.FromSeconds(30), () => $"{handled.Count} handled");
        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Equal(150, metrics.Completed + metrics.Waiting);
        Assert.InRange(atPause, 30, 150);
        Assert.Equal(sent, handled.Order());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("no name")]
    [InlineData("nul\0")]
    public async Task What_is_no_queue_is_said_to_be_none(string name)
    {
        await using var house = await OpenAsync();

        var outcomes = new[]
        {
            (await house.Administration.GetAsync(name, None)).Problem,
            (await house.Administration.ListMessagesAsync(name, new MessageQuery(), 1, 10, None)).Problem,
            (await house.Administration.FindMessageAsync(name, 1, None)).Problem,
            (await house.Administration.ReplayAsync(name, new MessageFilter(), null, None)).Problem,
            (await house.Administration.DeleteAsync(name, new MessageFilter { Status = QueueMessageStatus.Failed }, null, None)).Problem,
            (await WriteAsync(house, (transaction, token) => house.Administration.PauseAsync(transaction, name, "user:Ana", token))).Problem,
            (await WriteAsync(house, (transaction, token) => house.Administration.ResumeAsync(transaction, name, token))).Problem,
            (await WriteAsync(house, (transaction, token) => house.Administration.DeleteAsync(transaction, name, 1, token))).Problem,
            (await WriteAsync(house, (transaction, token) => house.Administration.RetryNowAsync(transaction, name, 1, token))).Problem,
        };

        Assert.All(outcomes, problem => Assert.Equal(ErrorCatalog.QueueNotFound.Code, problem?.Code));
    }

    [Fact]
    public async Task A_queue_with_a_worker_is_there_before_its_first_message()
    {
        await using var house = await AdministrationHouse.OpenAsync(provider, definitions: new QueueDefinition("photos"));
        await house.SendAsync("orders", 1);

        var queues = await house.Administration.ListAsync(1, 10, None);
        Assert.Equal([("orders", false), ("photos", true)], queues.Items.Select(queue => (queue.Name, queue.HasWorker)));
        Assert.Equal(2, queues.Total);
        Assert.Equal("photos", Assert.Single((await house.Administration.ListAsync(2, 1, None)).Items).Name);
        Assert.False(await ResumeAsync(house, "photos"));
        Assert.True(await PauseAsync(house, "photos", "user:Ana"));
        Assert.NotNull((await house.Administration.GetAsync("photos", None)).Required().PausedAt);
    }

    [Fact]
    public async Task The_figures_are_true_in_every_state()
    {
        await using var house = await OpenAsync();
        house.At(TimeSpan.Zero);
        await house.SendAsync("orders", 1);
        Assert.Single(await house.CompleteAsync("orders"));
        house.At(TimeSpan.FromMinutes(30));
        await house.SendAsync("orders", 2);
        Assert.Equal(2, (await house.CompleteAsync("orders")).Length);
        await house.SendAsync("orders", 3);
        Assert.Equal(3, (await house.KillAsync("orders")).Length);
        await house.SendAsync("orders", 4);
        Assert.Equal(4, (await house.ReadAsync("orders")).Count);
        house.At(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(50));
        await house.SendAsync("orders", 5);
        Assert.Equal(5, (await house.ReadAsync("orders")).Count);
        await house.SendAsync("orders", 6);
        await house.SendAsync("orders", 7, (_, message) => message with { Delay = TimeSpan.FromHours(1) });
        await house.SendAsync("orders", 9, (_, message) => message with { GroupKey = "one" });
        await house.SendAsync("others", 1);

        house.At(TimeSpan.FromMinutes(31) + TimeSpan.FromSeconds(5));
        Assert.Equal(
            new QueueMetrics
            {
                Name = "orders",
                Waiting = 7,
                Active = 5,
                Delayed = 7,
                Blocked = 8,
                ExpiredLeases = 4,
                Completed = 3,
                Failed = 3,
                OldestAgeSeconds = 15,
                CompletedLastMinute = 0,
                CompletedLastHour = 3,
            },
            await house.MetricsAsync("orders"));
        house.At(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(59));
        Assert.Equal(2, (await house.MetricsAsync("orders")).CompletedLastMinute);
        house.At(TimeSpan.FromMinutes(61));
        Assert.Equal(2, (await house.MetricsAsync("orders")).CompletedLastHour);
    }

    [Fact]
    public async Task A_message_that_waits_for_its_time_can_be_had_now()
    {
        await using var house = await OpenAsync();
        var delayed = (await house.SendAsync("orders", 1, (_, message) => message with { Delay = TimeSpan.FromDays(1) }))[0];
        var grouped = await house.SendAsync("orders", 2, (_, message) => message with { GroupKey = "one" });

        Assert.True((await RetryNowAsync(house, delayed)).Required());
        Assert.False((await RetryNowAsync(house, delayed)).Required());
        Assert.Equal([delayed, grouped[0]], (await house.ReadAsync("orders")).Select(message => message.Receipt.Id).Order());
        Assert.Equal(ErrorCatalog.QueueMessageNotWaiting.Code, (await RetryNowAsync(house, grouped[1])).Problem?.Code);
        Assert.Equal(ErrorCatalog.QueueMessageNotWaiting.Code, (await RetryNowAsync(house, delayed)).Problem?.Code);
        Assert.Equal(ErrorCatalog.QueueMessageNotFound.Code, (await RetryNowAsync(house, 4711)).Problem?.Code);
    }

    [Fact]
    public async Task A_message_is_deleted_unless_somebody_works_on_it_and_its_group_goes_on()
    {
        await using var house = await OpenAsync();
        house.At(TimeSpan.Zero);
        var group = await house.SendAsync("orders", 3, (_, message) => message with { GroupKey = "one" });
        var held = Assert.Single(await house.ReadAsync("orders")).Receipt;

        Assert.Equal(ErrorCatalog.QueueMessageHeld.Code, (await DeleteAsync(house, group[0])).Problem?.Code);
        house.At(TimeSpan.FromMinutes(2));
        Assert.Equal(group[0], (await DeleteAsync(house, group[0])).Required().Id);
        Assert.False(await house.Queue.AcknowledgeAsync(held, None));
        Assert.Equal(group[1], Assert.Single(await house.ReadAsync("orders")).Receipt.Id);
        Assert.Equal(group[2], (await DeleteAsync(house, group[2])).Required().Id);
        Assert.Equal(ErrorCatalog.QueueMessageNotFound.Code, (await DeleteAsync(house, group[2])).Problem?.Code);
        Assert.Equal(1, (await house.MetricsAsync("orders")).Active);
    }

    [Fact]
    public async Task Deleting_by_filter_leaves_what_is_held_and_tells_of_each_transaction()
    {
        await using var house = await OpenAsync();
        await house.SendAsync("orders", 3, (_, message) => message with { GroupKey = "one", EntityType = "old" });
        await house.SendAsync("orders", 1, (_, message) => message with { GroupKey = "one", EntityType = "new" });
        await house.SendAsync("orders", 400, (_, message) => message with { EntityType = "old" });
        Assert.Equal(100, (await house.ReadAsync("orders", 100)).Count);
        var told = new List<BatchProgress>();

        var removed = (await house.Administration.DeleteAsync("orders", new MessageFilter { EntityType = "old" }, (_, progress) => told.Add(progress), None)).Required();

        Assert.Equal(303, removed);
        Assert.Equal((303, true), (told[^1].Changed, told[^1].Last));
        Assert.All(told.SkipLast(1), progress => Assert.False(progress.Last));
        var metrics = await house.MetricsAsync("orders");
        Assert.Equal((100, 1), (metrics.Active, metrics.Waiting + metrics.Blocked));
        Assert.Equal(ErrorCatalog.QueueFilterInvalid.Code, (await house.Administration.DeleteAsync("orders", new MessageFilter(), null, None)).Problem?.Code);
    }

    private Task<AdministrationHouse> OpenAsync() => AdministrationHouse.OpenAsync(provider);

    private static Task<T> WriteAsync<T>(AdministrationHouse house, Func<StateTransaction, CancellationToken, Task<T>> work) => house.Database.WriteAsync(work, None);

    private static async Task<bool> PauseAsync(AdministrationHouse house, string queue, string by) =>
        (await WriteAsync(house, (transaction, token) => house.Administration.PauseAsync(transaction, queue, by, token))).Required();

    private static async Task<bool> ResumeAsync(AdministrationHouse house, string queue) =>
        (await WriteAsync(house, (transaction, token) => house.Administration.ResumeAsync(transaction, queue, token))).Required();

    private static Task<Outcome<bool>> RetryNowAsync(AdministrationHouse house, long id) =>
        WriteAsync(house, (transaction, token) => house.Administration.RetryNowAsync(transaction, "orders", id, token));

    private static Task<Outcome<MessageView>> DeleteAsync(AdministrationHouse house, long id) =>
        WriteAsync(house, (transaction, token) => house.Administration.DeleteAsync(transaction, "orders", id, token));
}
