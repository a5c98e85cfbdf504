using SyncAdmin.Core.Models.Limits;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>The provider as a whole: what its configured embedding model is, and what its key allows.</summary>
internal static class GeminiModel
{
    /// <summary>In <c>Embeddings:Provider</c> and in fingerprints.</summary>
    internal const string Provider = "gemini";

    /// <summary>"BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch".</summary>
    private const int MaxBatchItems = 100;

    /// <summary>A request may have 4 MiB; a quarter is left for the JSON around the texts.</summary>
    private const long MaxBatchBytes = 3 * 1024 * 1024;

    internal static EmbeddingModel Describe(GeminiOptions options)
    {
        var rules = GeminiEmbeddingRules.Of(options.EmbeddingModel);
        return new EmbeddingModel(
            new ModelFingerprint(Provider, Id(options.EmbeddingModel), options.Dimensions, GeminiEmbeddingRules.PrefixVersion),
            MaxBatchItems,
            options.Concurrency,
            options.PricePerMillionTokens ?? rules.PricePerMillionTokens) { MaxTextTokens = rules.MaxTextTokens, MaxBatchBytes = MaxBatchBytes };
    }

    internal static ModelLimits Limits(GeminiOptions options) => new(options.Concurrency, options.ItemsPerMinute, options.TokensPerMinute);

    /// <summary>The id without <c>models/</c> before it, which the API writes and people copy.</summary>
    internal static string Id(string model) => model.StartsWith("models/", StringComparison.Ordinal) ? model["models/".Length..] : model;
}
