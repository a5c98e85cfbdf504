using Microsoft.EntityFrameworkCore;
using SyncAdmin.Core.Queue;
using SyncAdmin.Core.Storage;
using SyncAdmin.Tests.Models;

namespace SyncAdmin.Tests.Queue;

/// <summary>What the queue must promise on every state database. The database's time is driven.</summary>
public abstract partial class DurableQueueConformance
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly QueueHouse _house;
    private readonly SteppedTime _time = new();
    private readonly QueueSignal _signal = new(TimeProvider.System);
    private readonly DurableQueue _queue;
    private readonly DurableQueue _replica;
    private double _chance;

    private protected DurableQueueConformance(QueueHouse house)
    {
        _house = house;
        _house.Now = QueueHouse.Start;
        _queue = QueueHouse.Open(house.Database, _time, _signal, () => _chance);
        _replica = QueueHouse.Open(house.Replica);
    }

    /// <summary>The queue of this test.</summary>
    private string Name { get; } = QueueHouse.NewName();

    private NewMessage Message(string payload = "work") => new(Name, payload);

    private void Pass(TimeSpan span) => _house.Now += span;

    private void Pass(double seconds) => Pass(TimeSpan.FromSeconds(seconds));

    private async Task<long> SendAsync(NewMessage message) => (await _queue.SendAsync(message, None)).Id;

    private Task<long> SendAsync(string payload = "work") => SendAsync(Message(payload));

    private async Task<IReadOnlyList<ReceivedMessage>> ReadAsync(int count, TimeSpan? lease = null)
    {
        QueueHouse.LookAfresh(_time);
        return await _queue.ReadAsync(Name, count, lease ?? Lease, None);
    }

    /// <summary>The next message, which must be there.</summary>
    private async Task<ReceivedMessage> ReadAsync(TimeSpan? lease = null) => (await ReadAsync(1, lease)).Single();

    private async Task<string> PayloadsAsync(int count) => string.Join(' ', (await ReadAsync(count)).Select(static message => message.Payload));

    private Task<FailedTry> FailAsync(ReceivedMessage message, string error = "it did not work") => _queue.FailAsync(message.Receipt, new TryFailure(error), None);

    private async Task<QueueRow> RowAsync(long id)
    {
        await using var context = _house.Database.Read();
        return await context.Set<QueueRow>().SingleAsync(row => row.Id == id);
    }

    private async Task<List<QueueRow>> RowsAsync()
    {
        await using var context = _house.Database.Read();
        return await context.Set<QueueRow>().Where(row => row.Queue == Name).OrderBy(row => row.Id).ToListAsync();
    }

    private async Task<IReadOnlyList<MessageAttempt>> AttemptsAsync(long id) => MessageAttempts.Parse((await RowAsync(id)).Attempts);

    private Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters) =>
        _house.Database.WriteAsync((transaction, token) => transaction.ExecuteAsync(sql, token, parameters), None);

    private static async Task<T[]> AllAtOnceAsync<T>(int count, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            await start.Task.WaitAsync(None);
            return await work(number);
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }
}
