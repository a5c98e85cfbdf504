using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models;

/// <summary>A provider's embeddings, one call and no retry, that says when the provider has done its part.</summary>
internal interface IProviderEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>As <see cref="IEmbeddingGenerator{TInput, TEmbedding}.GenerateAsync"/>.</summary>
    /// <param name="texts">To embed.</param>
    /// <param name="options">Side of the search, see <see cref="TextSide"/>.</param>
    /// <param name="received">Called when the whole answer is here and only our own work on it is left: the next call may begin.</param>
    /// <param name="cancellationToken">Aborts the call.</param>
    Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingGenerationOptions? options, Action received, CancellationToken cancellationToken);

    Task<GeneratedEmbeddings<Embedding<float>>> IEmbeddingGenerator<string, Embedding<float>>.GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options, CancellationToken cancellationToken) =>
        GenerateAsync(values as IReadOnlyList<string> ?? [.. values], options, static () => { }, cancellationToken);
}
