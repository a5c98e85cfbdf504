using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors.Embedded;

namespace SyncAdmin.Core.Vectors;

/// <summary>Brings the vector store.</summary>
public static class VectorsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IVectorStore"/> by <c>Vectors:Provider</c>. Needs <see cref="StorageOptions"/> (the data directory). The embedded
    /// store opens its files when it is first used.
    /// </summary>
    public static IServiceCollection AddVectors(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<VectorsOptions>().Bind(configuration.GetSection("Vectors")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VectorsOptions>, VectorsOptionsValidator>();
        services.AddSingleton<IVectorStore>(provider =>
        {
            _ = provider.GetRequiredService<IOptions<VectorsOptions>>().Value; // Validated here when the host did not at start.
            var directory = Path.Combine(provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory, "vectors");
            return new EmbeddedVectorStore(directory, provider.GetRequiredService<ILoggerFactory>());
        });
        return services;
    }
}
