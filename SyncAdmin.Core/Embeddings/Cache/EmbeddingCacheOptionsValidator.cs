using Microsoft.Extensions.Options;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Embeddings.Cache;

/// <summary>Refuses, at start, what can't work.</summary>
internal sealed class EmbeddingCacheOptionsValidator : IValidateOptions<EmbeddingCacheOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingCacheOptions options)
    {
        var mistakes = SettingRange.Mistakes(
            EmbeddingCacheOptions.Section, [new(nameof(options.EmbeddingCacheMegabytes), options.EmbeddingCacheMegabytes, 0, 1_000_000)]).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
