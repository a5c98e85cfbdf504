namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>Slots that may still be among the best, each with the most its score can be.</summary>
internal sealed class Candidates
{
    private float[] _bounds = new float[1024];
    private int[] _slots = new int[1024];

    internal int Count { get; private set; }

    internal ReadOnlySpan<float> Bounds => _bounds.AsSpan(0, Count);

    internal ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

    internal void Add(float bound, int slot)
    {
        if (Count == _slots.Length)
        {
            Array.Resize(ref _bounds, Count * 2);
            Array.Resize(ref _slots, Count * 2);
        }

        _bounds[Count] = bound;
        _slots[Count++] = slot;
    }

    /// <summary>Adds those of another list that reach the bar.</summary>
    internal void AddAll(Candidates other, float bar)
    {
        for (var i = 0; i < other.Count; i++)
        {
            if (other._bounds[i] >= bar)
            {
                Add(other._bounds[i], other._slots[i]);
            }
        }
    }

    internal void SortBestFirst()
    {
        Array.Sort(_bounds, _slots, 0, Count);
        Array.Reverse(_bounds, 0, Count);
        Array.Reverse(_slots, 0, Count);
    }
}
