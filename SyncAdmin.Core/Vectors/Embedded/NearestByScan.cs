using System.Buffers;
using System.Collections.Concurrent;
using System.Numerics.Tensors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>Exact search by Euclidean or Manhattan distance: every accepted vector is read and compared in float32.</summary>
internal sealed class NearestByScan(EmbeddedCollection collection, ReadView view, ReadOnlyMemory<float> query, int limit, float threshold)
{
    private const int NumbersPerRead = 1 << 17;

    internal IReadOnlyList<Hit> Find()
    {
        view.DecideAll();
        var parts = new ConcurrentBag<BestHits>();
        Parallel.For(
            0,
            view.Snapshot.Chunks.Length,
            () => new BestHits(limit),
            (number, _, best) =>
            {
                Scan(number, best);
                return best;
            },
            parts.Add);
        var all = new BestHits(limit);
        foreach (var part in parts)
        {
            all.AddAll(part);
        }

        return all.Ordered();
    }

    private void Scan(int number, BestHits best)
    {
        var snapshot = view.Snapshot;
        var size = query.Length;
        var perRead = Math.Clamp(NumbersPerRead / size, 1, snapshot.SlotsPerChunk);
        var buffer = ArrayPool<float>.Shared.Rent((perRead + 1) * size);
        try
        {
            for (var from = 0; from < snapshot.SlotsPerChunk; from += perRead)
            {
                var first = (number * snapshot.SlotsPerChunk) + from;
                var count = Math.Min(perRead, snapshot.SlotsPerChunk - from);
                if (!AnyAccepted(first, count))
                {
                    continue;
                }

                var read = collection.ReadVectors(first, buffer.AsSpan(0, count * size));
                for (var i = 0; i < count; i++)
                {
                    if (IsAccepted(first + i))
                    {
                        Compare(number, from + i, i < read, buffer.AsSpan(i * size, size), buffer.AsSpan(perRead * size, size), best);
                    }
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private void Compare(int number, int index, bool isThere, ReadOnlySpan<float> vector, Span<float> difference, BestHits best)
    {
        var chunk = view.Snapshot.Chunks[number];
        var slot = (number * view.Snapshot.SlotsPerChunk) + index;
        if (!isThere || ContentHash.Of(vector) != chunk.Hash[index])
        {
            collection.Report(slot, chunk.Id[index]);
            return;
        }

        float distance;
        if (collection.Spec.Distance == Distance.Euclid)
        {
            distance = TensorPrimitives.Distance(query.Span, vector);
        }
        else
        {
            TensorPrimitives.Subtract(query.Span, vector, difference);
            distance = TensorPrimitives.SumOfMagnitudes<float>(difference);
        }

        if (distance <= threshold)
        {
            best.Add(new Hit(-distance, chunk.Id[index], slot));
        }
    }

    private bool AnyAccepted(int first, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (IsAccepted(first + i))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAccepted(int slot) => (view.Accepted[slot >> 6] >> (slot & 63) & 1) != 0;
}
