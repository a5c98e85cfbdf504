namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The best lower bounds seen, at most as many as asked for: the worst of them is reached by that many points for certain.</summary>
internal sealed class LowerBounds(int limit)
{
    private readonly PriorityQueue<float, float> _worstFirst = new(limit);

    internal float Bar { get; private set; } = float.NegativeInfinity;

    internal void Add(float bound)
    {
        if (_worstFirst.Count < limit)
        {
            _worstFirst.Enqueue(bound, bound);
        }
        else
        {
            _worstFirst.DequeueEnqueue(bound, bound);
        }

        if (_worstFirst.Count == limit)
        {
            Bar = _worstFirst.Peek();
        }
    }

    internal void AddAll(LowerBounds other)
    {
        foreach (var (bound, _) in other._worstFirst.UnorderedItems)
        {
            if (bound > Bar)
            {
                Add(bound);
            }
        }
    }
}
