using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SyncAdmin.Core.Storage;

/// <summary>Composition of Storage.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// The state database, the data directory with its lock, and Data Protection. A host that starts takes the lock and migrates before any
    /// other hosted service starts. A command that only resolves services beside a running process takes no lock.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        var setup = new StorageOptionsSetup(configuration);
        services.AddOptions<StorageOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<StorageOptions>>(setup);
        services.AddSingleton<IValidateOptions<StorageOptions>>(setup);

        services.AddSingleton(provider => new DataDirectory(provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory));
        services.AddSingleton<DataDirectoryLock>();
        services.AddSingleton<StateDatabase>(provider => Open(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            provider.GetRequiredService<DataDirectory>()));
        services.AddSingleton<StateHealthCheck>();
        services.AddHostedService<StorageStartup>();

        services.AddDataProtection().SetApplicationName("SyncAdmin");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new LazyKeyRing(() => KeyRing(provider))));
        return services;
    }

    private static StateDatabase Open(StorageOptions options, DataDirectory directory) => options.Provider == StorageProvider.Postgres
        ? new PostgresStateDatabase(options.ConnectionString!)
        : new SqliteStateDatabase(directory.StateFile);

    private static IXmlRepository KeyRing(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<StateDatabase>();
        return database.Provider == StorageProvider.Postgres
            ? new StateKeyRing(database)
            : new FileSystemXmlRepository(new DirectoryInfo(provider.GetRequiredService<DataDirectory>().KeysPath), provider.GetRequiredService<ILoggerFactory>());
    }
}
