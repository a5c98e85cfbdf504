using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// Exact search by cosine or dot product. First every slot's score is bounded from its int8 codes: by Cauchy-Schwarz the float32 score lies
/// within ‖q̂‖·‖rest of x‖ + ‖rest of q‖·‖x‖ of the codes' score. Whoever's upper bound is below the k-th best lower bound is out. Then the
/// others get their float32 score, best bound first, until no bound left reaches the k-th best score. Equal vectors (catalogues are full of
/// them) are scored once.
/// </summary>
internal sealed class NearestByBound(EmbeddedCollection collection, ReadView view, ReadOnlyMemory<float> query, int limit, float threshold)
{
    private readonly Int8Query _query = new(query.Span);

    /// <summary>Bounds computed and scores computed: how well the first pass does its work.</summary>
    internal (int Candidates, int Scored) Work { get; private set; }

    internal IReadOnlyList<Hit> Find(Int8Kernels.Kind kernel)
    {
        var candidates = kernel switch
        {
            Int8Kernels.Kind.Vnni => Bound<Int8Kernels.Vnni>(),
            Int8Kernels.Kind.Avx512 => Bound<Int8Kernels.Avx512>(),
            Int8Kernels.Kind.Avx2 => Bound<Int8Kernels.Avx2Kernel>(),
            _ => Bound<Int8Kernels.Portable>(),
        };
        candidates.SortBestFirst();
        return Score(candidates);
    }

    private Candidates Bound<TKernel>()
        where TKernel : IInt8Kernel
    {
        var parts = new ConcurrentBag<(Candidates Candidates, LowerBounds Bounds)>();
        Parallel.For(
            0,
            view.Snapshot.Chunks.Length,
            () => (Candidates: new Candidates(), Bounds: new LowerBounds(limit)),
            (number, _, part) =>
            {
                Bound<TKernel>(number, part.Candidates, part.Bounds);
                return part;
            },
            parts.Add);
        var bounds = new LowerBounds(limit);
        foreach (var part in parts)
        {
            bounds.AddAll(part.Bounds);
        }

        var all = new Candidates();
        foreach (var part in parts)
        {
            all.AddAll(part.Candidates, bounds.Bar);
        }

        return all;
    }

    private void Bound<TKernel>(int number, Candidates candidates, LowerBounds lowerBounds)
        where TKernel : IInt8Kernel
    {
        var snapshot = view.Snapshot;
        var chunk = snapshot.Chunks[number];
        var words = snapshot.SlotsPerChunk / 64;
        var accepted = view.Accepted.AsSpan(number * words, words);
        // Whoever may yet fail the filter must not raise the bar for the others.
        var raises = view.IsDecided;
        var bar = Math.Max(threshold, lowerBounds.Bar);
        for (var word = 0; word < words; word++)
        {
            for (var rest = accepted[word]; rest != 0; rest &= rest - 1)
            {
                var index = (word << 6) + BitOperations.TrailingZeroCount(rest);
                var scales = chunk.Scales[index];
                var score = _query.Scale * scales.Scale * (TKernel.Dot(ref chunk.CodesFrom(index), _query) - _query.Offset);
                var slack = (_query.QuantizedNorm * scales.Residual) + (_query.NormFactor * scales.Norm);
                if (score + slack < bar)
                {
                    continue;
                }

                candidates.Add(score + slack, (number * snapshot.SlotsPerChunk) + index);
                if (raises && score - slack > lowerBounds.Bar)
                {
                    lowerBounds.Add(score - slack);
                    bar = Math.Max(threshold, lowerBounds.Bar);
                }
            }
        }
    }

    private IReadOnlyList<Hit> Score(Candidates candidates)
    {
        var best = new BestHits(limit);
        var known = new Dictionary<long, float>();
        var vector = new float[query.Length];
        var at = 0;
        for (; at < candidates.Count && candidates.Bounds[at] >= best.Bar; at++)
        {
            var slot = candidates.Slots[at];
            if (!view.Passes(slot) || !TryScore(slot, vector, known, out var score) || score < threshold)
            {
                continue;
            }

            best.Add(new Hit(score, view.Snapshot.IdOf(slot), slot));
        }

        Work = (candidates.Count, at);
        return best.Ordered();
    }

    private bool TryScore(int slot, float[] vector, Dictionary<long, float> known, out float score)
    {
        var hash = view.Snapshot.ChunkOf(slot).Hash[view.Snapshot.IndexOf(slot)];
        if (known.TryGetValue(hash, out score))
        {
            return true;
        }

        if (!collection.TryReadVector(view.Snapshot, slot, vector))
        {
            return false;
        }

        score = TensorPrimitives.Dot(query.Span, vector);
        known[hash] = score;
        return true;
    }
}
