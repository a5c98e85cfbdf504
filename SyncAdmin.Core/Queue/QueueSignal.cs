using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SyncAdmin.Core.Queue;

/// <summary>Wakes the readers of a queue in this process once a message is there; polling is the net beneath it.</summary>
public sealed class QueueSignal(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Channel<bool>> _wakes = new(StringComparer.Ordinal);

    /// <summary>Something may be there to read.</summary>
    internal void Announce(IReadOnlyCollection<string> queues)
    {
        foreach (var queue in queues)
        {
            Wake(queue);
        }
    }

    /// <summary>Returns when woken, at once when it was since the last time; at the latest after <paramref name="longest"/>. For one waiter a queue.</summary>
    internal async Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var tick = new CancellationTokenSource(longest, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tick.Token);
        try
        {
            await WakeOf(queue).Reader.ReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called: time to look at the table.
        }
    }

    internal void Wake(string queue) => WakeOf(queue).Writer.TryWrite(true);

    private Channel<bool> WakeOf(string queue) => _wakes.GetOrAdd(
        queue,
        static _ => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }));
}
