using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Embeddings.Cache;

internal sealed class EmbeddingCacheOptionsValidator : IValidateOptions<EmbeddingCacheOptions>
{
    private const int Most = 1_000_000;

    public ValidateOptionsResult Validate(string? name, EmbeddingCacheOptions options) => options.EmbeddingCacheMegabytes is >= 0 and <= Most
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"{EmbeddingCacheOptions.Section}:{nameof(options.EmbeddingCacheMegabytes)} is {options.EmbeddingCacheMegabytes}: set it between 0 (no cache) and {Most}, or leave it out for 1024.");
}
