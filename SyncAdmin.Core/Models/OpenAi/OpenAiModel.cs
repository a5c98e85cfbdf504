using Microsoft.Extensions.AI;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>The provider as a whole: what its configured embedding model is, and its client with the retry around it.</summary>
internal static class OpenAiModel
{
    /// <summary>In <c>Embeddings:Provider</c> and in fingerprints.</summary>
    internal const string Provider = "openai";

    /// <summary>Texts are sent as they are: no prefix, no folding.</summary>
    private const int PrefixVersion = 1;

    internal static EmbeddingModel Describe(OpenAiOptions options) => new(
        new ModelFingerprint(Provider, options.EmbeddingModel, options.VectorLength ?? 0, PrefixVersion),
        options.BatchItems,
        options.MaxTextCharacters,
        options.Concurrency,
        options.PricePerMillionTokens);

    internal static IEmbeddingGenerator<string, Embedding<float>> Generator(HttpClient http, OpenAiOptions options, TimeProvider time, ModelRetry retry) =>
        new RetryingEmbeddingGenerator(new OpenAiEmbeddingGenerator(http, options, time), retry);
}
