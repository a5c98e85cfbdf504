using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Core.Vectors.Qdrant;

namespace SyncAdmin.Core.Vectors;

/// <summary>Brings the vector store.</summary>
public static class VectorsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IVectorStore"/> by <c>Vectors:Provider</c>. The embedded store needs <see cref="StorageOptions"/> (the data directory) and
    /// opens its files when it is first used; Qdrant is first called then.
    /// </summary>
    public static IServiceCollection AddVectors(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<VectorsOptions>().Bind(configuration.GetSection("Vectors")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VectorsOptions>, VectorsOptionsValidator>();
        services.AddOptions<QdrantOptions>().Bind(configuration.GetSection(QdrantOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QdrantOptions>, QdrantOptionsValidator>();
        services.AddSingleton<IVectorStore>(provider => provider.GetRequiredService<IOptions<VectorsOptions>>().Value.Provider == VectorsProvider.Qdrant
            ? Qdrant(provider)
            : Embedded(provider));
        return services;
    }

    private static EmbeddedVectorStore Embedded(IServiceProvider services)
    {
        var directory = Path.Combine(services.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory, "vectors");
        return new EmbeddedVectorStore(directory, services.GetRequiredService<ILoggerFactory>());
    }

    private static QdrantVectorStore Qdrant(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<QdrantVectorStore>();
        var time = services.GetRequiredService<TimeProvider>();
        return new QdrantVectorStore(ConfiguredHttp.NewClient(), services.GetRequiredService<IOptions<QdrantOptions>>().Value, new QdrantRetry(time, Backoff.RandomShare, logger), time, logger);
    }
}
