using SyncAdmin.Core.Storage;
using Xunit;

namespace SyncAdmin.Tests.Storage;

public sealed class JointWritesTests : IAsyncLifetime
{
    private TestState _state = null!;
    private JointWrites<int, string> _writes = null!;

    // Names of the transactions: what was written in one has one name.
    private int _transactions;

    public async Task InitializeAsync()
    {
        _state = await TestState.CreateAsync(StorageProvider.Sqlite);
        await _state.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("CREATE TABLE notes (number INTEGER PRIMARY KEY)", token), CancellationToken.None);
        var named = new System.Runtime.CompilerServices.ConditionalWeakTable<StateTransaction, string>();
        _writes = new JointWrites<int, string>(_state.Database, async (transaction, number, token) =>
        {
            await transaction.ExecuteAsync("INSERT INTO notes VALUES (@number)", token, ("number", number));
            return named.GetValue(transaction, _ => $"{Interlocked.Increment(ref _transactions)}");
        });
    }

    public async Task DisposeAsync() => await _state.DisposeAsync();

    [Fact]
    public async Task One_alone_is_a_transaction_of_its_own()
    {
        Assert.Equal("1", await _writes.WriteAsync(1, CancellationToken.None));
        Assert.Equal("2", await _writes.WriteAsync(2, CancellationToken.None));
    }

    [Fact]
    public async Task All_that_wait_go_in_one_transaction_of_at_most_32()
    {
        var written = await WhileTheGateIsShutAsync(() => Enumerable.Range(0, 70).Select(number => _writes.WriteAsync(number, CancellationToken.None)).ToList());

        var transactions = await Task.WhenAll(written);
        Assert.Equal([32, 32, 6], transactions.CountBy(name => name).OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => count.Value));
        Assert.Equal(70, await CountAsync());
    }

    [Fact]
    public async Task One_that_fails_fails_alone()
    {
        var written = await WhileTheGateIsShutAsync(() => new[] { 1, 2, 2, 3 }.Select(number => _writes.WriteAsync(number, CancellationToken.None)).ToList());

        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(written));
        Assert.Equal([false, false, true, false], written.Select(one => one.IsFaulted));
        Assert.Equal(3, await CountAsync());
        await _writes.WriteAsync(4, CancellationToken.None);
    }

    [Fact]
    public async Task Those_that_are_cancelled_take_the_others_along_all_the_same()
    {
        using var gone = new CancellationTokenSource();
        var written = await WhileTheGateIsShutAsync(() =>
        {
            List<Task<string>> waiting = [.. Enumerable.Range(0, 40).Select(number => _writes.WriteAsync(number, number % 32 == 0 ? gone.Token : CancellationToken.None))];
            gone.Cancel();
            return waiting;
        });

        Assert.All(written, one => Assert.True(one.IsCompletedSuccessfully));
        Assert.Equal(40, await CountAsync());
    }

    [Fact]
    public async Task A_database_that_fails_fails_all_that_wait_and_not_those_after()
    {
        await _state.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("ALTER TABLE notes RENAME TO away", token), CancellationToken.None);
        var written = await WhileTheGateIsShutAsync(() => Enumerable.Range(0, 40).Select(number => _writes.WriteAsync(number, CancellationToken.None)).ToList());
        await Assert.ThrowsAnyAsync<Exception>(() => Task.WhenAll(written));
        Assert.All(written, one => Assert.True(one.IsFaulted));

        await _state.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync("ALTER TABLE away RENAME TO notes", token), CancellationToken.None);
        await _writes.WriteAsync(1, CancellationToken.None);
    }

    private Task<long> CountAsync() => _state.ScalarAsync<long>("SELECT count(*) FROM notes");

    /// <summary>Begins writes while another transaction holds the gate, and lets them in once all of them wait.</summary>
    private async Task<List<Task<string>>> WhileTheGateIsShutAsync(Func<List<Task<string>>> begin)
    {
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        var holding = _state.Database.WriteAsync(
            async (_, token) =>
            {
                entered.SetResult();
                await leave.Task.WaitAsync(token);
            },
            CancellationToken.None);
        await entered.Task;
        var begun = begin();
        leave.SetResult();
        await holding;
        await Task.WhenAny(Task.WhenAll(begun), Task.Delay(TimeSpan.FromSeconds(10)));
        return begun;
    }
}
