using SyncAdmin.Core.Access;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Tests.Sync;
using Xunit;

namespace SyncAdmin.Tests.Sync.Deliveries;

/// <summary>What every state database must promise about deliveries and the job that they join.</summary>
public abstract class DeliveryStoreConformance : IAsyncLifetime
{
    private readonly StorageProvider _provider;
    private DeliveryHouse _house = null!;

    private protected DeliveryStoreConformance(StorageProvider provider) => _provider = provider;

    public async Task InitializeAsync() => _house = await DeliveryHouse.CreateAsync(_provider);

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task The_first_delivery_makes_a_job_and_the_next_ones_join_it()
    {
        var first = await _house.AddDeliveryAsync(_house.NewDelivery("1"));
        var second = await _house.AddDeliveryAsync(_house.NewDelivery("2"));

        Assert.Equal(first, second);
        var job = Assert.Single(await _house.JobsAsync());
        Assert.Equal((first, SyncJobType.Retry, SyncJobStatus.Pending, _house.Shop.Id, "correlation", "system:SyncAdmin"), (job.Id, job.Type, job.Status, job.DatasourceId, job.CorrelationId, job.StartedBy));
        Assert.All(await _house.DeliveriesAsync(), delivery => Assert.Equal((first, "system:SyncAdmin", _house.Now), (delivery.SyncJobId, delivery.StartedBy, delivery.ReceivedAt)));
    }

    [Theory]
    [InlineData(SyncJobStatus.Running)]
    [InlineData(SyncJobStatus.Completed)]
    [InlineData(SyncJobStatus.Failed)]
    [InlineData(SyncJobStatus.Cancelled)]
    public async Task A_job_that_is_not_pending_any_more_is_not_joined(SyncJobStatus status)
    {
        var first = await _house.AddDeliveryAsync(_house.NewDelivery("1"));
        await _house.SetJobAsync(first, status);

        Assert.NotEqual(first, await _house.AddDeliveryAsync(_house.NewDelivery("2")));
    }

    [Fact]
    public async Task The_next_webhook_job_within_a_second_gathers_for_a_second_and_other_jobs_do_not()
    {
        var (start, first) = (_house.Now, await AfterOfNextAsync(SyncJobType.Webhook));
        _house.Now = start.AddSeconds(0.9);
        var (second, retry) = (await AfterOfNextAsync(SyncJobType.Webhook), await AfterOfNextAsync(SyncJobType.Retry));
        _house.Now = start.AddSeconds(2);
        var (third, again) = (await AfterOfNextAsync(SyncJobType.Webhook), await AfterOfNextAsync(SyncJobType.Retry));

        Assert.Equal((null, start.AddSeconds(1.9), null), (first, second, third));
        Assert.Equal((null, null), (retry, again));

        async Task<DateTimeOffset?> AfterOfNextAsync(SyncJobType type)
        {
            var id = await _house.AddDeliveryAsync(_house.NewDelivery("1"), type);
            await _house.SetJobAsync(id, SyncJobStatus.Running);
            return (await _house.State.JobAsync(id)).ResumeAfter;
        }
    }

    [Fact]
    public async Task A_job_that_waits_is_joined()
    {
        var first = await _house.AddDeliveryAsync(_house.NewDelivery("1"));
        await _house.State.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET wait_reason = 'quota'", token), CancellationToken.None);

        Assert.Equal(first, await _house.AddDeliveryAsync(_house.NewDelivery("2")));
    }

    [Fact]
    public async Task Each_type_and_each_datasource_has_a_job_of_its_own()
    {
        var (other, _) = await _house.AddAsync("other");
        var retry = await _house.AddDeliveryAsync(_house.NewDelivery("1"));
        var record = await _house.AddDeliveryAsync(_house.NewDelivery("1"), SyncJobType.Record);
        var elsewhere = await _house.AddDeliveryAsync(new SyncDelivery { Id = Guid.NewGuid(), DatasourceId = other.Id, Names = SyncDelivery.WriteNames(["1"]), CorrelationId = "x" });

        Assert.Equal(3, new HashSet<Guid>([retry, record, elsewhere]).Count);
    }

    [Fact]
    public async Task Several_deliveries_go_to_one_job_at_once()
    {
        var job = await _house.State.Database.WriteAsync(
            (transaction, token) => _house.Store.AddAsync(transaction, [_house.NewDelivery("1"), _house.NewDelivery("2")], SyncJobType.Retry, Actor.System, token),
            CancellationToken.None);

        Assert.All(await _house.DeliveriesAsync(), delivery => Assert.Equal(job, delivery.SyncJobId));
    }

    [Fact]
    public async Task What_a_delivery_says_is_read_back()
    {
        var delivery = _house.NewDelivery("a", "ñ \"😀\" \\ / <>", " b");
        delivery.Outcomes = SyncDelivery.WriteOutcomes([new DeliveryOutcome("a", RecordOutcome.NotFound), new DeliveryOutcome("ñ", RecordOutcome.Failed, "SYNC-4001: \"x\"")]);
        await _house.AddDeliveryAsync(delivery);

        var read = Assert.Single(await _house.DeliveriesAsync());
        Assert.Equal(["a", "ñ \"😀\" \\ / <>", " b"], read.ReadNames());
        Assert.Equal([new DeliveryOutcome("a", RecordOutcome.NotFound), new DeliveryOutcome("ñ", RecordOutcome.Failed, "SYNC-4001: \"x\"")], read.ReadOutcomes());
        Assert.Contains("notFound", read.Outcomes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_the_same_moment_make_one_job()
    {
        var replica = _house.State.OpenAnother();
        var jobs = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => (_provider == StorageProvider.Postgres && number % 2 == 0 ? replica : _house.State.Database).WriteAsync(
            (transaction, token) => _house.Store.AddAsync(transaction, _house.NewDelivery($"{number}"), SyncJobType.Webhook, Actor.System, token), CancellationToken.None)));

        Assert.Single(jobs.Distinct());
        Assert.Equal(24, (await _house.DeliveriesAsync()).Count);
        Assert.Single(await _house.JobsAsync());
    }

    [Fact]
    public async Task A_claim_waits_for_a_delivery_that_has_joined_and_then_finds_it()
    {
        var job = await _house.AddDeliveryAsync(_house.NewDelivery("1"));
        var joined = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var accepting = _house.State.Database.WriteAsync(
            async (transaction, token) =>
            {
                Assert.Equal(job, await _house.Store.AddAsync(transaction, _house.NewDelivery("2"), SyncJobType.Retry, Actor.System, token));
                joined.SetResult();
                await finish.Task.WaitAsync(token);
            },
            CancellationToken.None);
        await joined.Task;

        var claiming = _house.State.Database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'running' WHERE id = @id AND status = 'pending'", token, ("id", job));
                return await transaction.ScalarAsync<long>("SELECT count(*) FROM sync_deliveries WHERE sync_job_id = @id", token, ("id", job));
            },
            CancellationToken.None);
        var early = await Task.WhenAny(claiming, Task.Delay(300));
        finish.SetResult();
        await accepting;

        Assert.NotSame(claiming, early);
        Assert.Equal(2, await claiming);
    }

    [Fact]
    public async Task Two_deliveries_do_not_wait_for_each_other()
    {
        if (_provider == StorageProvider.Sqlite)
        {
            return; // One writer at a time there; its transactions are short instead.
        }

        await _house.AddDeliveryAsync(_house.NewDelivery("1"));
        await _house.State.Database.WriteAsync(
            async (transaction, token) =>
            {
                await _house.Store.AddAsync(transaction, _house.NewDelivery("2"), SyncJobType.Retry, Actor.System, token);
                await _house.AddDeliveryAsync(_house.NewDelivery("3")).WaitAsync(TimeSpan.FromSeconds(20), token);
            },
            CancellationToken.None);
    }

    [Fact]
    public async Task A_transaction_that_fails_leaves_no_delivery_no_job_and_wakes_nobody()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _house.State.Database.WriteAsync(
            async (transaction, token) =>
            {
                await _house.Store.AddAsync(transaction, _house.NewDelivery("1"), SyncJobType.Retry, Actor.System, token);
                throw new InvalidOperationException();
            },
            CancellationToken.None));

        Assert.Empty(await _house.DeliveriesAsync());
        Assert.Empty(await _house.JobsAsync());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _house.Signal.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, soon.Token));
    }

    [Fact]
    public async Task What_is_done_goes_after_fourteen_days_and_what_waits_stays()
    {
        var start = _house.Now;
        var (done, waits) = (_house.NewDelivery("1"), _house.NewDelivery("2"));
        done.Status = DeliveryStatus.Applied;
        var job = await _house.AddDeliveryAsync(done);
        await _house.SetJobAsync(job, SyncJobStatus.Completed);
        await _house.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET completed_at = @at", token, ("at", start)), CancellationToken.None);
        await _house.AddDeliveryAsync(waits);

        _house.Now = start.AddDays(13.9);
        Assert.Equal(0, await _house.Upkeep.RunAsync(CancellationToken.None));
        _house.Now = start.AddDays(14.1);
        Assert.Equal(1, await _house.Upkeep.RunAsync(CancellationToken.None));

        Assert.Equal(waits.Id, Assert.Single(await _house.DeliveriesAsync()).Id);
        Assert.Equal(waits.SyncJobId, Assert.Single(await _house.JobsAsync()).Id);
    }

    [Fact]
    public async Task A_job_with_errors_stays_when_its_deliveries_go()
    {
        var delivery = _house.NewDelivery("1");
        delivery.Status = DeliveryStatus.Applied;
        var job = await _house.AddDeliveryAsync(delivery);
        await _house.State.AddAsync(new SyncError
        {
            Id = Guid.NewGuid(), SyncJobId = job, DatasourceId = _house.Shop.Id, RecordIdentifier = "1", ErrorType = "SYNC-4001", ErrorMessage = "x", CreatedAt = _house.Now,
        });
        await _house.State.Database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync("UPDATE sync_jobs SET status = 'completed', completed_at = @at", token, ("at", _house.Now)), CancellationToken.None);

        _house.Now = _house.Now.AddDays(15);
        await _house.Upkeep.RunAsync(CancellationToken.None);

        Assert.Empty(await _house.DeliveriesAsync());
        Assert.Single(await _house.JobsAsync());
    }
}
