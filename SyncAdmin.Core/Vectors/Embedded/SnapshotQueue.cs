namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The current snapshot, the map from point to slot that belongs to it, and the older snapshots that still have readers.</summary>
internal sealed class SnapshotQueue
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, int> _slots;
    private readonly Queue<Snapshot> _retired = new();
    private readonly SortedSet<int> _free;

    internal SnapshotQueue(Snapshot first, Dictionary<Guid, int> slots, SortedSet<int> free) => (Current, _slots, _free) = (first, slots, free);

    /// <summary>The newest; the writer, who is alone, may use it without a lock.</summary>
    internal Snapshot Current { get; private set; }

    /// <summary>Takes the current snapshot for reading, and the slots of these points in it.</summary>
    internal Snapshot Enter(IEnumerable<Guid> ids, Dictionary<Guid, int> slots)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (_slots.TryGetValue(id, out var slot))
                {
                    slots[id] = slot;
                }
            }

            Current.Readers++;
            return Current;
        }
    }

    internal void Leave(Snapshot snapshot)
    {
        lock (_lock)
        {
            snapshot.Readers--;
            Release();
        }
    }

    /// <summary>Where a point is now; for the writer.</summary>
    internal int? SlotOf(Guid id)
    {
        // Only the writer changes the map, and it is the writer who asks: no lock.
        return _slots.TryGetValue(id, out var slot) ? slot : null;
    }

    /// <summary>Takes free slots, lowest first, and then new ones from <paramref name="end"/> on. For the writer.</summary>
    internal int[] Allocate(int count, ref int end)
    {
        var slots = new int[count];
        lock (_lock)
        {
            for (var i = 0; i < count; i++)
            {
                if (_free.Count > 0)
                {
                    slots[i] = _free.Min;
                    _free.Remove(slots[i]);
                }
                else
                {
                    slots[i] = end++;
                }
            }
        }

        return slots;
    }

    /// <summary>Gives back slots whose rows were never committed.</summary>
    internal void GiveBack(IEnumerable<int> slots)
    {
        lock (_lock)
        {
            _free.UnionWith(slots);
        }
    }

    /// <summary>Makes a commit visible.</summary>
    internal void Publish(Snapshot next, IEnumerable<KeyValuePair<Guid, int>> written, IEnumerable<Guid> removed, IReadOnlyList<int> freed)
    {
        lock (_lock)
        {
            foreach (var id in removed)
            {
                _slots.Remove(id);
            }

            foreach (var (id, slot) in written)
            {
                _slots[id] = slot;
            }

            Current.FreedByNext = freed;
            _retired.Enqueue(Current);
            Current = next;
            Release();
        }
    }

    private void Release()
    {
        while (_retired.TryPeek(out var oldest) && oldest.Readers == 0)
        {
            _free.UnionWith(oldest.FreedByNext);
            _retired.Dequeue();
        }
    }
}
