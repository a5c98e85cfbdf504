using SyncAdmin.Core.Models.Limits;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>The provider as a whole: what its configured embedding model is, and what its key allows.</summary>
internal static class OpenAiModel
{
    /// <summary>In <c>Embeddings:Provider</c> and in fingerprints.</summary>
    internal const string Provider = "openai";

    /// <summary>Texts are sent as they are: no prefix, no folding.</summary>
    private const int PrefixVersion = 1;

    internal static EmbeddingModel Describe(OpenAiOptions options) => new(
        new ModelFingerprint(Provider, options.EmbeddingModel, options.VectorLength ?? 0, PrefixVersion),
        options.BatchItems,
        options.Concurrency,
        options.PricePerMillionTokens) { MaxTextCharacters = options.MaxTextCharacters };

    internal static ModelLimits Limits(OpenAiOptions options) => new(options.Concurrency, options.ItemsPerMinute, options.TokensPerMinute);
}
