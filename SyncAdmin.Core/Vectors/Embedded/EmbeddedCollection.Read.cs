namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The readers' side: each call sees one commit.</summary>
internal sealed partial class EmbeddedCollection
{
    internal IReadOnlyList<StoredPoint> Get(IReadOnlyList<Guid> ids, bool withVector)
    {
        using var view = Enter(ids: ids);
        return [.. view.Slots.Select(point => Stored(view, point.Key, point.Value, withVector)).OfType<StoredPoint>()];
    }

    internal long CountAll(Filter? filter)
    {
        using var view = Enter(filter);
        return view.CountAll();
    }

    internal PointScroll Scroll(Filter? filter, Guid? from, int limit, bool withVector)
    {
        using var view = Enter(filter);
        var points = new List<StoredPoint>(Math.Min(limit, 1024));
        Guid? after = null;
        for (var page = limit + 1; ; page = Math.Min(page * 4, 1 << 20))
        {
            var smallest = SmallestIds(view, from, after, page);
            foreach (var (id, slot) in smallest)
            {
                if (!view.Passes(slot))
                {
                    continue;
                }

                if (points.Count == limit)
                {
                    return new PointScroll(points, id);
                }

                if (Stored(view, id, slot, withVector) is { } point)
                {
                    points.Add(point);
                }
            }

            if (smallest.Length < page)
            {
                return new PointScroll(points, null);
            }

            // Most of them failed the filter: go on behind them, in larger steps.
            after = smallest[^1].Id;
        }
    }

    internal IReadOnlyList<ScoredPoint> Query(VectorQuery query, string collection, Int8Kernels.Kind kernel)
    {
        var vector = new float[Spec.VectorSize];
        PreparedPoints.Store(query.Vector.Span, vector, Spec, point: null, collection);
        using var view = Enter(query.Filter);
        var isDistance = Spec.Distance is Distance.Euclid or Distance.Manhattan;
        var hits = isDistance
            ? new NearestByScan(this, view, vector, query.Limit, query.ScoreThreshold ?? float.PositiveInfinity).Find()
            : new NearestByBound(this, view, vector, query.Limit, query.ScoreThreshold ?? float.NegativeInfinity).Find(kernel);
        return [.. hits.Select(hit => new ScoredPoint(hit.Id, isDistance ? -hit.Goodness : hit.Goodness, view.Payload(hit.Slot)))];
    }

    // There is no index of ids in order: a pass over 200,000 of them in memory costs about a millisecond a page, and every write would cost more.
    private static (Guid Id, int Slot)[] SmallestIds(ReadView view, Guid? from, Guid? after, int count)
    {
        var largestFirst = new PriorityQueue<int, Guid>(Comparer<Guid>.Create((a, b) => b.CompareTo(a)));
        foreach (var slot in ReadView.SlotsOf(view.Accepted))
        {
            var id = view.Snapshot.IdOf(slot);
            if (id.CompareTo(from ?? Guid.Empty) < 0 || (after is { } last && id.CompareTo(last) <= 0))
            {
                continue;
            }

            if (largestFirst.Count < count)
            {
                largestFirst.Enqueue(slot, id);
            }
            else if (largestFirst.TryPeek(out _, out var largest) && id.CompareTo(largest) < 0)
            {
                largestFirst.DequeueEnqueue(slot, id);
            }
        }

        var found = new (Guid Id, int Slot)[largestFirst.Count];
        for (var i = found.Length - 1; i >= 0; i--)
        {
            found[i].Slot = largestFirst.Dequeue();
            found[i].Id = view.Snapshot.IdOf(found[i].Slot);
        }

        return found;
    }

    private StoredPoint? Stored(ReadView view, Guid id, int slot, bool withVector)
    {
        var vector = withVector ? new float[Spec.VectorSize] : [];
        return !withVector || TryReadVector(view.Snapshot, slot, vector) ? new StoredPoint(id, view.Payload(slot), vector) : null;
    }
}
