namespace SyncAdmin.Core.Storage;

/// <summary>
/// SQLite has one writer. Waiting for it by busy_timeout is a lottery (p99 1.8 s beside a bulk writer); this gate is first in, first out
/// (p99 12 ms), so every write of the state passes it, and none holds it longer than about 10 ms.
/// </summary>
internal sealed class WriteGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private bool _taken;

    internal async ValueTask<Releaser> EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_taken)
            {
                _taken = true;
                return new Releaser(this);
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            place = _waiting.AddLast(turn);
        }

        await using (cancellationToken.Register(() => Leave(place, cancellationToken)).ConfigureAwait(false))
        {
            await turn.Task;
        }

        return new Releaser(this);
    }

    private void Leave(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (place.List is null)
            {
                return; // Its turn came first: the caller holds the gate and will release it.
            }

            _waiting.Remove(place);
        }

        place.Value.TrySetCanceled(cancellationToken);
    }

    private void Release()
    {
        TaskCompletionSource? next = null;
        lock (_lock)
        {
            if (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                next = first.Value;
            }
            else
            {
                _taken = false;
            }
        }

        next?.SetResult();
    }

    internal readonly struct Releaser(WriteGate gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
