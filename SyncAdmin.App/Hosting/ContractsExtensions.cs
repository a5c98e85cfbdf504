using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Hosting;

/// <summary>The contracts as they stand, until each feature's own registration is merged.</summary>
internal static class ContractsExtensions
{
    internal static IServiceCollection AddContracts(this IServiceCollection services) => services
        .AddSingleton<SyncService>()
        .AddSingleton<SyncProgress>();
}
