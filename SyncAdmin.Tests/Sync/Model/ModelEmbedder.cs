using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>The provider as one engine reaches it.</summary>
internal sealed class ModelEmbedder(ModelEngine engine, TestEmbedder inner) : IEmbedder
{
    public ModelFingerprint Fingerprint => inner.Fingerprint;

    public int MaxBatchItems => inner.MaxBatchItems;

    public int Concurrency => inner.Concurrency;

    public decimal PricePerMillionTokens => inner.PricePerMillionTokens;

    public Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, EmbeddingTask task, CancellationToken cancellationToken) =>
        engine.CallAsync($"provider embed of {texts.Count}", () => inner.EmbedAsync(texts, task, cancellationToken));
}
