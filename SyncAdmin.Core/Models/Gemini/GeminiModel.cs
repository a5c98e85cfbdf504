using SyncAdmin.Core.Models.Limits;

namespace SyncAdmin.Core.Models.Gemini;

/// <summary>The provider as a whole.</summary>
internal static class GeminiModel
{
    /// <summary>In <c>Embeddings:Provider</c> and in fingerprints.</summary>
    internal const string Provider = "gemini";

    internal static ModelLimits Limits(GeminiOptions options) => new(options.Concurrency, options.ItemsPerMinute, options.TokensPerMinute);
}
