using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models;

/// <summary>The retry around a provider; a limiter or a cache goes around this one.</summary>
internal sealed class RetryingEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, ModelRetry retry)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        retry.RunAsync(token => base.GenerateAsync(values, options, token), cancellationToken);
}
