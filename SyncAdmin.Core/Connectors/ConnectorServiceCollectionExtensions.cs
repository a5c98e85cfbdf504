using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Connectors.Api;
using SyncAdmin.Core.Connectors.MySql;
using SyncAdmin.Core.Connectors.PostgreSql;
using SyncAdmin.Core.Connectors.Sqlite;
using SyncAdmin.Core.Connectors.SqlServer;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Connectors;

/// <summary>Registration of the kinds of source.</summary>
public static class ConnectorServiceCollectionExtensions
{
    /// <summary>
    /// <see cref="ConnectorTypes"/> with SQLite, MySQL/MariaDB, PostgreSQL, SQL Server and JSON APIs. Reads the section <c>Connectors</c>, and the data directory out of
    /// <see cref="StorageOptions"/>.
    /// </summary>
    public static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.AddOptions<ConnectorOptions>().BindConfiguration(ConnectorOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConnectorOptions>, ConnectorOptionsValidator>());
        services.AddOutbound();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ConnectorContext(
            provider.GetRequiredService<IOptions<ConnectorOptions>>().Value,
            provider.GetRequiredService<IOptions<StorageOptions>>().Value.DataDirectory,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorType, SqliteConnectorType>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorType, MySqlConnectorType>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorType, PostgreSqlConnectorType>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorType, SqlServerConnectorType>());
        services.TryAddSingleton(provider => new ApiRetry(
            provider.GetRequiredService<TimeProvider>(),
            Backoff.RandomShare,
            provider.GetService<ILoggerFactory>()?.CreateLogger<ApiRetry>() ?? (ILogger)NullLogger.Instance));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectorType, ApiConnectorType>());
        services.TryAddSingleton<ConnectorTypes>();
        return services;
    }
}
