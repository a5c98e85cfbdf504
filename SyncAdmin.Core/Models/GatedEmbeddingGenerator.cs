using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models;

/// <summary>The provider's gate (limits, retries) around its embeddings. A search query does not queue behind a sync.</summary>
internal sealed class GatedEmbeddingGenerator(IProviderEmbeddings inner, ModelGate gate)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        var demand = new ModelDemand(texts.Count, TokenEstimate.Of(texts)) { IsUrgent = TextSide.IsQuery(options) };
        return gate.CallAsync(demand, (received, token) => inner.GenerateAsync(texts, options, received, token), answer => answer.Usage?.InputTokenCount, cancellationToken);
    }
}
