using System.Collections.Concurrent;
using System.Threading.Channels;
using SyncAdmin.Core.Queue.Wakes;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue;

/// <summary>
/// Wakes the readers of a queue once a message is there: those of this process at once, those of others through <see cref="QueueNotifier"/> and
/// <see cref="QueueListener"/>. Polling is the net beneath it.
/// </summary>
public sealed class QueueSignal(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Wake> _wakes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _untold = new(StringComparer.Ordinal);
    private readonly Channel<bool> _hasUntold = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something may be there to read.</summary>
    internal void Announce(IReadOnlyCollection<string> queues)
    {
        foreach (var queue in queues)
        {
            Wake(queue);
        }

        AnnounceToOthers(queues);
    }

    /// <summary>As <see cref="Announce"/>, for the other processes only.</summary>
    internal void AnnounceToOthers(IReadOnlyCollection<string> queues)
    {
        foreach (var queue in queues)
        {
            _untold.TryAdd(queue, value: true);
        }

        _hasUntold.Writer.TryWrite(true);
    }

    /// <summary>Waits until there are queues that other processes have not heard of, and takes them; each once, however often it was announced. For one caller.</summary>
    internal async Task<IReadOnlyList<string>> TakeUntoldAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _hasUntold.Reader.ReadAsync(cancellationToken);
            if (_untold.Keys.Where(queue => _untold.TryRemove(queue, out _)).ToArray() is { Length: > 0 } queues)
            {
                return queues;
            }
        }
    }

    /// <summary>Returns when woken, at once when it was since the last time; at the latest after <paramref name="longest"/>. For one waiter a queue.</summary>
    internal Task WaitAsync(string queue, TimeSpan longest, CancellationToken cancellationToken) => WakeOf(queue).WaitAsync(longest, time, cancellationToken);

    internal void Wake(string queue) => WakeOf(queue).Set();

    /// <summary>Nobody knows what was missed.</summary>
    internal void WakeAll()
    {
        foreach (var wake in _wakes.Values)
        {
            wake.Set();
        }
    }

    private Wake WakeOf(string queue) => _wakes.GetOrAdd(queue, static _ => new Wake());
}
