using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Datasources;

/// <summary>Composition of Datasources.</summary>
public static class DatasourcesServiceCollectionExtensions
{
    /// <summary>Datasources and their secrets. Needs Storage, Access and the connectors.</summary>
    public static IServiceCollection AddDatasources(this IServiceCollection services)
    {
        services.AddSingleton(provider => new DatasourceSecrets(provider.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton(provider => new DatasourceSources(provider.GetRequiredService<ConnectorTypes>(), provider.GetRequiredService<DatasourceSecrets>()));
        services.AddSingleton(provider => new DatasourceWebhooks(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<DatasourceSecrets>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DatasourceService(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<ConnectorTypes>(),
            provider.GetRequiredService<DatasourceSources>(),
            provider.GetRequiredService<DatasourceSecrets>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
