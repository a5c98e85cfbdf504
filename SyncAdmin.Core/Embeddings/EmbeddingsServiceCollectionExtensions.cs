using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Core.Embeddings;

/// <summary>Registers the embedder that <c>Embeddings:Provider</c> names.</summary>
public static class EmbeddingsServiceCollectionExtensions
{
    /// <summary>The built-in embedder.</summary>
    public const string LocalProvider = "local";

    /// <summary>Adds <see cref="IEmbedder"/>; needs <see cref="ModelsServiceCollectionExtensions.AddModels"/>. A mistake in the settings stops the start.</summary>
    public static IServiceCollection AddEmbeddings(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EmbeddingsOptions>().Bind(configuration.GetSection(EmbeddingsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmbeddingsOptions>, EmbeddingsOptionsValidator>();
        services.AddSingleton<IEmbedder>(provider => provider.GetRequiredService<IOptions<EmbeddingsOptions>>().Value.Provider switch
        {
            LocalProvider => new LocalEmbedder(),
            var remote => new ProviderEmbedder(
                provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(remote),
                provider.GetRequiredKeyedService<EmbeddingModel>(remote),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredKeyedService<ModelGate>(remote)),
        });
        return services;
    }
}
