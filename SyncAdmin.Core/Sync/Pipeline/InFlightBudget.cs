namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>
/// Bounds what is read and not yet committed, by batches and by bytes, so that memory does not grow with the table or with its widest rows.
/// One batch is always let in, however large. One waiter at a time (the plan stage).
/// </summary>
internal sealed class InFlightBudget(int batches, long bytes)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _waiter;
    private int _batches;
    private long _bytes;

    /// <summary>The most batches that were in flight at once.</summary>
    internal int Peak { get; private set; }

    internal async Task EnterAsync(long size, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource waiter;
            lock (_lock)
            {
                if (_batches == 0 || (_batches < batches && _bytes + size <= bytes))
                {
                    _batches++;
                    _bytes += size;
                    Peak = Math.Max(Peak, _batches);
                    return;
                }

                waiter = _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await waiter.Task.WaitAsync(cancellationToken);
        }
    }

    internal void Leave(long size)
    {
        lock (_lock)
        {
            _batches--;
            _bytes -= size;
            _waiter?.TrySetResult();
            _waiter = null;
        }
    }
}
