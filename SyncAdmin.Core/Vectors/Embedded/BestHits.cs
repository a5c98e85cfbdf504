namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The best hits seen, at most as many as asked for.</summary>
internal sealed class BestHits(int limit)
{
    private readonly PriorityQueue<Hit, Hit> _worstFirst = new(limit);

    /// <summary>No hit below this can still enter.</summary>
    internal float Bar { get; private set; } = float.NegativeInfinity;

    internal void Add(Hit hit)
    {
        if (_worstFirst.Count < limit)
        {
            _worstFirst.Enqueue(hit, hit);
        }
        else if (hit > _worstFirst.Peek())
        {
            _worstFirst.DequeueEnqueue(hit, hit);
        }
        else
        {
            return;
        }

        if (_worstFirst.Count == limit)
        {
            Bar = _worstFirst.Peek().Goodness;
        }
    }

    /// <summary>Best first.</summary>
    internal IReadOnlyList<Hit> Ordered()
    {
        var hits = _worstFirst.UnorderedItems.Select(item => item.Element).ToArray();
        Array.Sort(hits, (a, b) => b.CompareTo(a));
        return hits;
    }

    internal void AddAll(BestHits other)
    {
        foreach (var (hit, _) in other._worstFirst.UnorderedItems)
        {
            Add(hit);
        }
    }
}
