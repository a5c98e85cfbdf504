using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// Keeps an old row from overwriting a newer one, where a scan and a records job work on one datasource. Whoever reads named records holds their keys
/// from before its read until after its commit. A row of the scan is as old as the start of its statement: when its key is held, or was finished since then,
/// it is dropped right before it would be written, and read again by key when the scan is through. Whoever holds keys waits for what the scan is writing.
/// </summary>
internal sealed class RecordInterlock(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _finished = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, long At)> _inOrder = new();
    private readonly HashSet<Batch> _writing = [];
    private TaskCompletionSource _changed = NewChange();
    private bool _scanning;
    private volatile bool _wasHeld;

    /// <summary>Whether anybody but the scan has worked on records since this process owns the datasource.</summary>
    internal bool WasHeld => _wasHeld;

    /// <summary>How many finished keys are remembered for the scan.</summary>
    internal int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _finished.Count;
            }
        }
    }

    /// <summary>Takes all of these keys at once, as soon as nobody else has one of them.</summary>
    internal async Task<IDisposable> HoldAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (!keys.Any(_held.Contains) && !IsWritten(keys))
                {
                    _held.UnionWith(keys);
                    _wasHeld = true;
                    return new Hold(this, keys);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>A scan begins: from now on it matters when a key was finished. Call it before the scan's first statement.</summary>
    internal void ScanBegins()
    {
        lock (_lock)
        {
            _scanning = true;
        }
    }

    /// <summary>The scan has ended, however: nothing of it is on its way any more.</summary>
    internal void ScanEnds()
    {
        lock (_lock)
        {
            _scanning = false;
            _writing.Clear();
            _finished.Clear();
            _inOrder.Clear();
            Change();
        }
    }

    /// <summary>Before the scan writes batches to the store: drops what somebody else has or had since it was read, and keeps others off the rest until <see cref="Committed"/>.</summary>
    internal void BeginWrite(IReadOnlyList<Batch> batches)
    {
        lock (_lock)
        {
            foreach (var batch in batches)
            {
                if (_held.Count + _finished.Count > 0)
                {
                    Drop(batch, batch.ToEmbed);
                    Drop(batch, batch.ToOverwrite);
                    if (batch.Mirror is { } mirror)
                    {
                        Drop(batch, mirror.ToEmbed);
                        Drop(batch, mirror.ToOverwrite);
                    }
                }

                _writing.Add(batch);
            }
        }
    }

    /// <summary>Consecutive batches of the scan are committed: later ones are as old as the last of them, or younger.</summary>
    internal void Committed(IReadOnlyList<Batch> batches)
    {
        lock (_lock)
        {
            _writing.ExceptWith(batches);
            while (_inOrder.TryPeek(out var oldest) && oldest.At < batches[^1].StatementStarted)
            {
                _inOrder.Dequeue();
                if (_finished.TryGetValue(oldest.Key, out var at) && at == oldest.At)
                {
                    _finished.Remove(oldest.Key);
                }
            }

            Change();
        }
    }

    private void Drop(Batch batch, List<PlannedRecord> records) => records.RemoveAll(planned =>
    {
        var key = planned.Record.RecordKey;
        if (!_held.Contains(key) && !(_finished.TryGetValue(key, out var at) && at >= batch.StatementStarted))
        {
            return false;
        }

        batch.Aside.Add(planned.Record.SourceKey);
        return true;
    });

    private bool IsWritten(IReadOnlyCollection<string> keys)
    {
        if (_writing.Count == 0)
        {
            return false;
        }

        var asked = keys.ToHashSet(StringComparer.Ordinal);
        return _writing.Any(batch => batch.ToEmbed.Concat(batch.ToOverwrite).Concat(batch.Mirror?.All ?? []).Any(planned => asked.Contains(planned.Record.RecordKey)));
    }

    private void Release(IReadOnlyCollection<string> keys)
    {
        lock (_lock)
        {
            _held.ExceptWith(keys);
            if (_scanning)
            {
                var now = time.GetTimestamp();
                foreach (var key in keys)
                {
                    _finished[key] = now;
                    _inOrder.Enqueue((key, now));
                }
            }

            Change();
        }
    }

    private void Change()
    {
        _changed.TrySetResult();
        _changed = NewChange();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Hold(RecordInterlock interlock, IReadOnlyCollection<string> keys) : IDisposable
    {
        private bool _released;

        public void Dispose()
        {
            if (!_released)
            {
                _released = true;
                interlock.Release(keys);
            }
        }
    }
}
