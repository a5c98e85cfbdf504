using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Bench.Sync;

/// <summary>Takes no time, so that a benchmark measures the engine: one of a few prepared vectors for each text.</summary>
internal sealed class InstantEmbedder : IEmbedder
{
    private readonly ReadOnlyMemory<float>[] _vectors = [.. Enumerable.Range(0, 64).Select(Vector)];
    private int _calls;

    public ModelFingerprint Fingerprint { get; } = new("instant", "bench", 768, 1);

    public int MaxBatchItems => 100;

    public int Concurrency => 2;

    public decimal PricePerMillionTokens => 0;

    internal int Calls => _calls;

    public Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return Task.FromResult(new EmbeddingResult([.. texts.Select((_, index) => _vectors[index % _vectors.Length])], texts.Count));
    }

    private static ReadOnlyMemory<float> Vector(int seed)
    {
        var vector = new float[768];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = MathF.Sin((i * 31) + seed);
        }

        var length = System.Numerics.Tensors.TensorPrimitives.Norm<float>(vector);
        System.Numerics.Tensors.TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}
