using Radzen;
using SyncAdmin.App.Components;

namespace SyncAdmin.App.Hosting;

/// <summary>Brings the pages.</summary>
internal static class PagesExtensions
{
    internal static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        return services;
    }

    internal static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode();
    }
}
