using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Embeddings;

/// <summary>Registers the embedder that <c>Embeddings:Provider</c> names.</summary>
public static class EmbeddingsServiceCollectionExtensions
{
    /// <summary>The built-in embedder.</summary>
    public const string LocalProvider = "local";

    /// <summary>Adds <see cref="IEmbedder"/>; needs Storage and <see cref="ModelsServiceCollectionExtensions.AddModels"/>. A mistake in the settings stops the start.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EmbeddingsOptions>().Bind(configuration.GetSection(EmbeddingsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingsOptions>, EmbeddingsOptionsValidator>();
        services.AddOptions<EmbeddingCacheOptions>().Bind(configuration.GetSection(EmbeddingCacheOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingCacheOptions>, EmbeddingCacheOptionsValidator>();
        services.AddSingleton<IEmbeddingCacheStore>(provider => provider.GetRequiredService<StateDatabase>().Provider == StorageProvider.Postgres
            ? new PostgresEmbeddingCache(provider.GetRequiredService<StateDatabase>())
            : new SqliteEmbeddingCache(provider.GetRequiredService<DataDirectory>().EmbeddingCacheFile, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new EmbeddingCache(
            provider.GetRequiredService<IEmbeddingCacheStore>(),
            provider.GetRequiredService<IOptions<EmbeddingCacheOptions>>().Value.Bytes,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EmbeddingCache>>()));
        services.AddSingleton<IEmbedder>(provider => provider.GetRequiredService<IOptions<EmbeddingsOptions>>().Value.Provider is var name and not LocalProvider
            ? Remote(provider, name)
            : new LocalEmbedder());
        services.AddSingleton<EmbeddingHealthCheck>();
        return services;
    }

    /// <summary>The cache goes around paid providers only: computing is cheaper than remembering.</summary>
    private static IEmbedder Remote(IServiceProvider provider, string name)
    {
        var model = provider.GetRequiredKeyedService<EmbeddingModel>(name);
        var embedder = new ProviderEmbedder(
            provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(name),
            model,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredKeyedService<ModelGate>(name));
        return provider.GetRequiredService<IOptions<EmbeddingCacheOptions>>().Value.EmbeddingCacheMegabytes == 0
            ? embedder
            : new CachingEmbedder(embedder, model, provider.GetRequiredService<EmbeddingCache>());
    }
}
