using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Queue.Administration;
using Xunit;

namespace SyncAdmin.Tests.Queue.Administration;

public abstract partial class QueueAdministrationConformance
{
    [Fact]
    public async Task Every_criterion_narrows_by_itself_and_together()
    {
        await using var house = await OpenAsync();
        house.At(TimeSpan.Zero);
        var plain = (await house.SendAsync("orders", 1))[0];
        house.At(TimeSpan.FromMinutes(1));
        var full = (await house.SendAsync("orders", 1, (_, message) => message with
        {
            Payload = "{\"name\":\"Ñandú 100%_\"}",
            Source = "hub",
            TenantId = "t1",
            EntityType = "OC",
            EntityId = "4711",
            Action = "upsert",
            ExternalId = "x1",
            GroupKey = "g",
            Delay = TimeSpan.FromHours(1),
        }))[0];
        var dead = Assert.Single(await house.KillAsync("orders", error: "timeout of ERP"));
        Assert.Equal(plain, dead);
        await house.SendAsync("others", 1, (_, message) => message with { Source = "hub" });

        MessageFilter[] ofFull =
        [
            new() { Source = "hub" }, new() { TenantId = "t1" }, new() { EntityType = "OC" }, new() { EntityId = "4711" }, new() { Action = "upsert" }, new() { ExternalId = "x1" }, new() { GroupKey = "g" },
            new() { Text = "Ñandú 100%_" }, new() { CreatedFrom = AdministrationHouse.Start.AddMinutes(1) }, new() { Status = QueueMessageStatus.Pending }, new() { Ids = [full] },
            new() { Source = "hub", EntityType = "OC", Status = QueueMessageStatus.Pending, Text = "name", Ids = [plain, full] },
        ];
        MessageFilter[] ofPlain = [new() { Text = "timeout of" }, new() { CreatedBefore = AdministrationHouse.Start.AddMinutes(1) }, new() { Status = QueueMessageStatus.Failed }];
        MessageFilter[] ofNone = [new() { Source = "HUB" }, new() { Text = "100__" }, new() { Status = QueueMessageStatus.Completed }, new() { EntityId = "4711", Status = QueueMessageStatus.Failed }];

        foreach (var (filter, expected) in ofFull.Select(filter => (filter, new[] { full })).Concat(ofPlain.Select(filter => (filter, new[] { plain }))).Concat(ofNone.Select(filter => (filter, Array.Empty<long>()))))
        {
            Assert.Equal((filter, string.Join(',', expected)), (filter, string.Join(',', await house.IdsAsync("orders", filter))));
            Assert.Equal(expected.Length, (await house.ListAsync("orders", new MessageQuery { Filter = filter })).Total);
        }
    }

    [Fact]
    public async Task Each_message_is_on_one_page_while_others_come_in_behind()
    {
        await using var house = await OpenAsync();
        var sent = await house.SendAsync("orders", 25);
        var oldest = new List<long>();
        for (var page = 1; page <= 3; page++)
        {
            oldest.AddRange((await house.ListAsync("orders", page: page, pageSize: 10)).Items.Select(message => message.Id));
            await house.SendAsync("orders", page == 3 ? 0 : 1);
        }

        Assert.Equal(sent, oldest.Take(25));
        var newest = await house.ListAsync("orders", new MessageQuery(), page: 2, pageSize: 10);
        Assert.Equal((27, 2, 10), (newest.Total, newest.Number, newest.Size));
        Assert.Equal(newest.Items.Select(message => message.Id).OrderDescending(), newest.Items.Select(message => message.Id));
        Assert.Empty((await house.ListAsync("orders", page: 4, pageSize: 10)).Items);
    }

    [Fact]
    public async Task A_message_is_shown_with_everything_that_was_said_of_it()
    {
        await using var house = await OpenAsync();
        house.At(TimeSpan.Zero);
        var sent = new NewMessage("orders", new string('ñ', 300))
        {
            Source = "hub",
            TenantId = "t1",
            EntityType = "OC",
            EntityId = "1",
            Action = "upsert",
            ExternalId = "x",
            GroupKey = "g",
            DedupeKey = "d",
            Priority = 5,
            MaxRetries = 7,
        };
        var id = (await house.Queue.SendAsync(sent, None)).Id;
        await house.Queue.FailAsync((await house.ReadAsync("orders"))[0].Receipt, new TryFailure("first") { RetryAfter = TimeSpan.FromSeconds(5) }, None);
        house.At(TimeSpan.FromSeconds(5));
        await house.Queue.AcknowledgeAsync([new Acknowledgement((await house.ReadAsync("orders"))[0].Receipt, "stored", "ext-9")], None);

        var found = await house.FindAsync("orders", id);

        Assert.Equal(
            (sent.Payload, "hub", "t1", "OC", "1", "upsert", "ext-9", "g", "d", 5, 7),
            (found.Payload, found.Source, found.TenantId, found.EntityType, found.EntityId, found.Action, found.ExternalId, found.GroupKey, found.DedupeKey, found.Priority, found.MaxRetries));
        Assert.Equal((QueueMessageStatus.Completed, 2, 2L, "first", "stored"), (found.Status, found.RetryCount, found.LeaseNumber, found.ErrorMessage, found.Response));
        Assert.Equal(
            (AdministrationHouse.Start, AdministrationHouse.Start, AdministrationHouse.Start.AddSeconds(5), AdministrationHouse.Start.AddSeconds(5), null, null),
            (found.CreatedAt, found.ScheduledAt, found.StartedAt!.Value, found.CompletedAt!.Value, found.VisibleAt, found.ArchivedAt));
        Assert.Equal([new MessageAttempt(1, 1, AdministrationHouse.Start, AdministrationHouse.Start, AttemptOutcome.Failed, "first")], found.Attempts);
        var listed = Assert.Single((await house.ListAsync("orders")).Items);
        Assert.Equal((id, 300, 200), (listed.Id, listed.PayloadLength, listed.PayloadStart.Length));
        Assert.Equal(ErrorCatalog.QueueMessageNotFound.Code, (await house.Administration.FindMessageAsync("orders", id + 1, None)).Problem?.Code);
    }

    [Fact]
    public async Task A_filter_that_no_database_could_be_asked_is_refused()
    {
        await using var house = await OpenAsync();
        await house.SendAsync("orders", 1);
        MessageFilter[] filters = [new() { Text = "a\0b" }, new() { EntityId = "\ud800" }, new() { Ids = [] }, new() { Ids = [.. Enumerable.Range(0, 1_001).Select(id => (long)id)] }];

        foreach (var filter in filters)
        {
            Assert.Equal(ErrorCatalog.QueueFilterInvalid.Code, (await house.Administration.ListMessagesAsync("orders", new MessageQuery { Filter = filter }, 1, 10, None)).Problem?.Code);
            Assert.Equal(ErrorCatalog.QueueFilterInvalid.Code, (await house.Administration.ReplayAsync("orders", filter, null, None)).Problem?.Code);
            Assert.Equal(ErrorCatalog.QueueFilterInvalid.Code, (await house.Administration.DeleteAsync("orders", filter, null, None)).Problem?.Code);
        }
    }

    [Fact]
    public async Task Completed_messages_go_to_the_archive_when_they_are_old_and_dead_letters_stay()
    {
        await using var house = await OpenAsync();
        house.At(TimeSpan.Zero);
        var old = (await house.SendAsync("orders", 400, (_, message) => message with { DedupeKey = null, EntityType = "old" })).ToArray();
        Assert.Equal(400, (await house.CompleteAsync("orders")).Length);
        await house.SendAsync("orders", 3);
        await house.KillAsync("orders");
        house.At(TimeSpan.FromDays(1));
        await house.SendAsync("orders", 2);
        await house.CompleteAsync("orders");

        house.At(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        Assert.Equal(new UpkeepResult(400, 0), await house.Upkeep.RunAsync(None));
        Assert.Equal(new UpkeepResult(0, 0), await house.Upkeep.RunAsync(None));

        var metrics = await house.MetricsAsync("orders");
        Assert.Equal((2, 3), (metrics.Completed, metrics.Failed));
        var archived = await house.ListAsync("orders", new MessageQuery { Archived = true, OldestFirst = true, Filter = new MessageFilter { EntityType = "old", Text = "payload" } });
        Assert.Equal((400, old[0]), (archived.Total, archived.Items[0].Id));
        var found = await house.FindAsync("orders", old[7]);
        Assert.Equal((AdministrationHouse.Start, AdministrationHouse.Start.AddDays(7).AddSeconds(1), "payload 7", "done"), (found.CompletedAt!.Value, found.ArchivedAt!.Value, found.Payload, found.Response));
        Assert.Equal(0, await house.ReplayAsync("orders", new MessageFilter { Status = QueueMessageStatus.Completed, Ids = [old[7]] }));
    }

    [Fact]
    public async Task Only_a_queue_that_asks_loses_its_older_finished_messages()
    {
        await using var house = await AdministrationHouse.OpenAsync(provider, 7, new QueueDefinition("photos") { KeepCompleted = 10, KeepFailed = 2 }, new QueueDefinition("orders"));
        house.At(TimeSpan.Zero);
        foreach (var queue in new[] { "photos", "orders" })
        {
            for (var turn = 0; turn < 3; turn++)
            {
                house.At(TimeSpan.FromSeconds(turn));
                await house.SendAsync(queue, 10);
                await house.KillAsync(queue, 5);
                await house.CompleteAsync(queue);
            }
        }

        Assert.Equal(new UpkeepResult(0, 5 + 13), await house.Upkeep.RunAsync(None));

        var (photos, orders) = (await house.MetricsAsync("photos"), await house.MetricsAsync("orders"));
        Assert.Equal((10, 2, 15, 15), (photos.Completed, photos.Failed, orders.Completed, orders.Failed));
        Assert.All((await house.ListAsync("photos")).Items, message => Assert.True(message.CompletedAt >= AdministrationHouse.Start.AddSeconds(1), $"{message.Id}"));
        house.At(TimeSpan.FromDays(30));
        Assert.Equal(new UpkeepResult(15, 0), await house.Upkeep.RunAsync(None));
        Assert.Equal(10, (await house.MetricsAsync("photos")).Completed);
    }

    [Fact]
    public async Task Nothing_is_archived_where_that_is_off()
    {
        await using var house = await AdministrationHouse.OpenAsync(provider, archiveAfterDays: 0);
        house.At(TimeSpan.Zero);
        await house.SendAsync("orders", 1);
        await house.CompleteAsync("orders");
        house.At(TimeSpan.FromDays(3_000));

        Assert.Equal(new UpkeepResult(0, 0), await house.Upkeep.RunAsync(None));
    }

    [Fact]
    public async Task Replicas_that_keep_up_at_once_move_each_message_once()
    {
        await using var house = await OpenAsync();
        house.At(TimeSpan.Zero);
        for (var batch = 0; batch < 3; batch++)
        {
            await house.SendAsync("orders", 500);
            await house.CompleteAsync("orders");
        }

        house.At(TimeSpan.FromDays(8));
        var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => house.Upkeep.RunAsync(None))));
        var rest = await house.Upkeep.RunAsync(None);

        Assert.Equal(1_500, rounds.Sum(round => round.Archived) + rest.Archived);
        Assert.Equal((0, 1_500), ((await house.MetricsAsync("orders")).Completed, (await house.ListAsync("orders", new MessageQuery { Archived = true })).Total));
    }
}
