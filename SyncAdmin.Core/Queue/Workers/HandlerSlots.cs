using System.Threading.Channels;

namespace SyncAdmin.Core.Queue.Workers;

/// <summary>
/// How many handlers of one queue run. One whose lease has ended frees its slot, although it may go on: else a handler that hangs would block the rest. As such
/// handlers cost threads and memory, there may be <see cref="AbandonedPerSlot"/> of them for each slot; with more, none is free until some have ended.
/// </summary>
internal sealed class HandlerSlots(int concurrency)
{
    internal const int AbandonedPerSlot = 4;
    private readonly Lock _lock = new();
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _active;
    private int _abandoned;

    /// <summary>Handlers with a lease.</summary>
    internal int Active => Volatile.Read(ref _active);

    /// <summary>Handlers that go on without one.</summary>
    internal int Abandoned => Volatile.Read(ref _abandoned);

    /// <summary>So many handlers hang that none is started any more.</summary>
    internal bool Stuck => Abandoned >= concurrency * AbandonedPerSlot;

    /// <summary>Waits until at least one slot is free; how many are. For one caller.</summary>
    internal async Task<int> FreeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (concurrency - Active is > 0 and var free && !Stuck)
            {
                return free;
            }

            await _changed.Reader.ReadAsync(cancellationToken);
        }
    }

    /// <summary>Waits until no handler with a lease is left. For one caller.</summary>
    internal async Task IdleAsync(CancellationToken cancellationToken)
    {
        while (Active > 0)
        {
            await _changed.Reader.ReadAsync(cancellationToken);
        }
    }

    internal void Take() => Change(active: 1, abandoned: 0);

    internal void Abandon() => Change(active: -1, abandoned: 1);

    internal void Free(bool abandoned) => Change(abandoned ? 0 : -1, abandoned ? -1 : 0);

    private void Change(int active, int abandoned)
    {
        lock (_lock)
        {
            _active += active;
            _abandoned += abandoned;
        }

        _changed.Writer.TryWrite(true);
    }
}
