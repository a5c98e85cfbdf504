using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Tests.Storage;
using Xunit;

namespace SyncAdmin.Tests.Sync;

/// <summary>What every state database must promise about leases and fences. Database time is driven.</summary>
public abstract class LeaseConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly StorageProvider _provider;
    private TestState _state = null!;

    private protected LeaseConformance(StorageProvider provider) => _provider = provider;

    public async Task InitializeAsync()
    {
        _state = await TestState.CreateAsync(_provider);
        _state.Database.Time.Frozen = Start;
    }

    public async Task DisposeAsync() => await _state.DisposeAsync();

    [Fact]
    public async Task A_free_lease_is_taken_with_the_clock_as_fence()
    {
        var datasource = await _state.AddDatasourceAsync();

        var lease = await TakeAsync(Process(), datasource.Id);

        Assert.Equal(Start.ToUnixTimeMilliseconds(), lease!.Fence);
        Assert.Equal(Start.AddSeconds(15), (await _state.LeaseAsync(datasource.Id))!.ExpiresAt);
    }

    [Fact]
    public async Task A_held_lease_is_not_taken_until_it_expires_by_database_time()
    {
        var datasource = await _state.AddDatasourceAsync();
        var first = await TakeAsync(Process(), datasource.Id);
        var other = Process();

        _state.Database.Time.Frozen = Start.AddSeconds(14.999);
        Assert.Null(await TakeAsync(other, datasource.Id));
        _state.Database.Time.Frozen = Start.AddSeconds(15);
        var second = await TakeAsync(other, datasource.Id);

        Assert.True(second!.Fence > first!.Fence);
    }

    [Fact]
    public async Task A_renewed_lease_is_not_taken()
    {
        var datasource = await _state.AddDatasourceAsync();
        var owner = Process();
        var lease = await TakeAsync(owner, datasource.Id);

        _state.Database.Time.Frozen = Start.AddSeconds(10);
        Assert.True(await owner.RenewAsync(lease!, CancellationToken.None));
        _state.Database.Time.Frozen = Start.AddSeconds(24);

        Assert.Null(await TakeAsync(Process(), datasource.Id));
    }

    [Fact]
    public async Task A_late_heartbeat_of_a_former_owner_renews_nothing()
    {
        var datasource = await _state.AddDatasourceAsync();
        var former = Process();
        var lost = await TakeAsync(former, datasource.Id);
        _state.Database.Time.Frozen = Start.AddSeconds(20);
        await TakeAsync(Process(), datasource.Id);

        Assert.False(await former.RenewAsync(lost!, CancellationToken.None));
        Assert.Equal(Start.AddSeconds(35), (await _state.LeaseAsync(datasource.Id))!.ExpiresAt);
    }

    [Fact]
    public async Task A_fence_grows_by_one_when_the_clock_does_not()
    {
        var datasource = await _state.AddDatasourceAsync();
        var owner = Process();
        var first = await TakeAsync(owner, datasource.Id);
        await ReleaseAsync(first!);
        _state.Database.Time.Frozen = Start.AddHours(-1); // A restored database, or a clock set back.

        Assert.Equal(first!.Fence + 1, (await TakeAsync(owner, datasource.Id))!.Fence);
    }

    [Fact]
    public async Task A_late_writer_is_refused_and_its_transaction_changes_nothing()
    {
        var datasource = await _state.AddDatasourceAsync();
        var lost = await TakeAsync(Process(), datasource.Id);
        _state.Database.Time.Frozen = Start.AddMinutes(1);
        await TakeAsync(Process(), datasource.Id);

        await Assert.ThrowsAsync<LeaseLostException>(() => _state.Database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("UPDATE datasources SET description = 'stale'", token);
                await FenceGuard.AssertAsync(transaction, lost!, token);
            },
            CancellationToken.None));

        await using var context = _state.Database.Read();
        Assert.Null((await context.Set<Core.Datasources.Datasource>().SingleAsync()).Description);
    }

    [Fact]
    public async Task The_guard_answers_the_database_time_while_the_lease_is_ours()
    {
        var datasource = await _state.AddDatasourceAsync();
        var lease = await TakeAsync(Process(), datasource.Id);

        var now = await _state.Database.WriteAsync((transaction, token) => FenceGuard.AssertAsync(transaction, lease!, token), CancellationToken.None);

        Assert.Equal(Start, now);
    }

    [Fact]
    public async Task A_take_over_waits_for_a_write_that_has_asserted_the_fence()
    {
        var datasource = await _state.AddDatasourceAsync();
        var lease = await TakeAsync(Process(), datasource.Id);
        _state.Database.Time.Frozen = Start.AddMinutes(1); // Expired, yet nobody has taken it.
        var asserted = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var writing = _state.Database.WriteAsync(
            async (transaction, token) =>
            {
                await FenceGuard.AssertAsync(transaction, lease!, token);
                asserted.SetResult();
                await finish.Task.WaitAsync(token);
                await transaction.ExecuteAsync("UPDATE datasources SET description = 'in time'", token);
            },
            CancellationToken.None);
        await asserted.Task;

        var taking = TakeAsync(Process(), datasource.Id);
        var early = await Task.WhenAny(taking, Task.Delay(300));
        finish.SetResult();
        await writing;

        Assert.NotSame(taking, early);
        Assert.NotNull(await taking);
    }

    [Fact]
    public async Task A_heartbeat_does_not_wait_for_a_write_that_has_asserted_the_fence()
    {
        if (_provider == StorageProvider.Sqlite)
        {
            return; // One writer at a time there; its transactions are short instead.
        }

        var datasource = await _state.AddDatasourceAsync();
        var owner = Process();
        var lease = await TakeAsync(owner, datasource.Id);
        await _state.Database.WriteAsync(
            async (transaction, token) =>
            {
                await FenceGuard.AssertAsync(transaction, lease!, token);
                Assert.True(await owner.RenewAsync(lease!, token).WaitAsync(TimeSpan.FromSeconds(20), token));
            },
            CancellationToken.None);
    }

    [Fact]
    public async Task Of_many_claimers_at_once_one_wins()
    {
        var datasource = await _state.AddDatasourceAsync();

        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TakeAsync(Process(), datasource.Id)));

        Assert.Single(leases, lease => lease is not null);
    }

    [Fact]
    public async Task Take_over_of_all_frees_what_predecessors_left_and_keeps_our_own()
    {
        var (dead, ours) = (await _state.AddDatasourceAsync("dead"), await _state.AddDatasourceAsync("ours"));
        var process = Process();
        await TakeAsync(Process(), dead.Id);
        var held = await TakeAsync(process, ours.Id);

        Assert.Equal(1, await process.TakeOverAllAsync(CancellationToken.None));

        Assert.NotNull(await TakeAsync(process, dead.Id));
        Assert.True(await process.RenewAsync(held!, CancellationToken.None));
    }

    [Fact]
    public async Task A_datasource_that_is_gone_has_no_lease() => Assert.Null(await TakeAsync(Process(), Guid.NewGuid()));

    private LeaseStore Process() => new(_state.Database, new SyncInstance(TimeProvider.System), Options.Create(new SyncOptions()));

    private Task<HeldLease?> TakeAsync(LeaseStore process, Guid datasourceId) =>
        _state.Database.WriteAsync((transaction, token) => process.TakeAsync(transaction, datasourceId, token), CancellationToken.None);

    private Task<int> ReleaseAsync(HeldLease lease) =>
        _state.Database.WriteAsync((transaction, token) => LeaseStore.ReleaseAsync(transaction, lease, token), CancellationToken.None);
}
