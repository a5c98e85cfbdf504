using SyncAdmin.App.Hosting;

namespace SyncAdmin.App.Sync;

/// <summary>Brings the hub.</summary>
internal static class SyncHubExtensions
{
    internal const string Path = "/hubs/sync";

    internal static IServiceCollection AddSyncHub(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => HostingExtensions.ConfigureJson(options.PayloadSerializerOptions));
        return services;
    }

    internal static void MapSyncHub(this IEndpointRouteBuilder routes) =>
        routes.MapHub<SyncHub>(Path, options => options.CloseOnAuthenticationExpiration = true);
}
