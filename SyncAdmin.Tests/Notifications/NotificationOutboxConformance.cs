using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Outgoing;
using Xunit;

namespace SyncAdmin.Tests.Notifications;

/// <summary>What is raised, and who hears of it; on either store.</summary>
public abstract class NotificationOutboxConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private NotificationHouse _house = null!;

    private protected NotificationOutboxConformance(StorageProvider provider) => _provider = provider;

    public async Task InitializeAsync() => _house = await NotificationHouse.OpenAsync(_provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task What_is_raised_is_part_of_its_transaction()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _house.Database.WriteAsync(
            async (transaction, token) =>
            {
                await _house.Outbox.AddAsync(transaction, NotificationHouse.Failed(), token);
                await transaction.Db.SaveChangesAsync(token);
                throw new InvalidOperationException("It is rolled back.");
            },
            default));
        Assert.Empty(await _house.RaisedAsync());

        var before = await _house.Database.NowAsync(default);
        await _house.RaiseAsync(NotificationHouse.Failed());

        var raised = Assert.Single(await _house.RaisedAsync());
        Assert.Equal((NotificationKind.JobFailed, "shop", "SYNC-5102", true), (raised.Kind, raised.SubjectName, raised.Code, raised.InBell));
        Assert.True(raised.CreatedAt >= before);
    }

    /// <summary>What tells of a failure must not make another of it: an error of a server can hold anything.</summary>
    [Fact]
    public async Task Whatever_a_failure_says_can_be_laid_down()
    {
        await _house.EndpointAsync();
        await _house.RaiseAsync(NotificationHouse.Failed() with { SubjectId = new string('i', 300), Detail = "\0" + new string('x', 998) + "😀😀" });
        await _house.Get<NotificationFanOut>().RunAsync(default);

        var raised = Assert.Single(await _house.RaisedAsync());
        Assert.Equal((255, 1_000, "\uFFFDx", "x\uFFFD"), (raised.SubjectId.Length, raised.Detail!.Length, raised.Detail[..2], raised.Detail[^2..]));
        Assert.Single(await _house.MessagesAsync());
    }

    [Theory]
    [InlineData(NotificationKind.QuotaPause)]
    [InlineData(NotificationKind.SchemaDrift)]
    public async Task A_cause_that_comes_back_by_itself_is_said_once_in_six_hours_of_the_same_subject(NotificationKind kind)
    {
        _house.Database.Time.Frozen = NotificationHouse.Start;
        await _house.RaiseAsync(NotificationHouse.Failed(kind: kind));
        await _house.RaiseAsync(NotificationHouse.Failed(kind: kind));
        await _house.RaiseAsync(NotificationHouse.Failed("another", kind));
        _house.Database.Time.Frozen = NotificationHouse.Start.AddHours(6);
        await _house.RaiseAsync(NotificationHouse.Failed(kind: kind));

        Assert.Equal(["shop", "another", "shop"], (await _house.RaisedAsync()).Select(raised => raised.SubjectId));
    }

    [Fact]
    public async Task An_endpoint_gets_the_kinds_that_it_wants_and_one_that_is_off_gets_nothing()
    {
        var all = await _house.EndpointAsync();
        var some = await _house.EndpointAsync(input => input with { Kinds = ["schema.drift", "job.failed"] });
        await _house.EndpointAsync(input => input with { Enabled = false });

        await _house.RaiseAsync(NotificationHouse.Failed(), NotificationHouse.Failed(kind: NotificationKind.ErrorBudgetReached));
        await _house.Get<NotificationFanOut>().RunAsync(default);

        var messages = await _house.MessagesAsync();
        Assert.Equal(["job.error_budget", "job.failed"], TypesTo(messages, all.Id));
        Assert.Equal(["job.failed"], TypesTo(messages, some.Id));
        Assert.Equal(3, messages.Count);
        Assert.Equal(2, messages.Where(message => message.Type == "job.failed").Select(message => message.MessageId).Count());
        Assert.Single(messages.Where(message => message.Type == "job.failed").Select(message => message.MessageId).Distinct());
    }

    [Fact]
    public async Task A_threshold_counts_how_often_it_has_happened_to_the_same_subject_within_a_day()
    {
        var patient = await _house.EndpointAsync(input => input with { Thresholds = new Dictionary<string, long> { ["job.failed"] = 3 } });
        var at = NotificationHouse.Start;
        foreach (var (after, datasource) in new[] { (0, "shop"), (1, "another"), (30, "shop"), (31, "shop"), (32, "another"), (33, "shop"), (34, "shop") })
        {
            _house.Database.Time.Frozen = at.AddHours(after);
            await _house.RaiseAsync(NotificationHouse.Failed(datasource));
            await _house.Get<NotificationFanOut>().RunAsync(default);
        }

        var told = await _house.MessagesAsync();
        Assert.Equal([at.AddHours(33), at.AddHours(34)], told.Select(message => message.CreatedAt));
        Assert.All(told, message => Assert.Equal(patient.Id, message.EndpointId));
    }

    [Fact]
    public async Task Two_processes_hand_on_what_was_raised_once()
    {
        await _house.EndpointAsync();
        await _house.RaiseAsync([.. Enumerable.Range(0, 120).Select(number => NotificationHouse.Failed($"source {number}"))]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _house.Get<NotificationFanOut>().RunAsync(default))));

        var messages = await _house.MessagesAsync();
        Assert.Equal((120, 120), (messages.Count, messages.Select(message => message.MessageId).Distinct().Count()));
        Assert.All(await _house.RaisedAsync(), raised => Assert.NotNull(raised.ToldAt));
    }

    private static string[] TypesTo(List<WebhookMessage> messages, Guid endpoint) =>
        [.. messages.Where(message => message.EndpointId == endpoint).Select(message => message.Type).Order(StringComparer.Ordinal)];
}
