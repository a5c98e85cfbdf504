namespace SyncAdmin.App.Health;

/// <summary>Brings the health answers.</summary>
internal static class HealthExtensions
{
    internal static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<QueueHealthCheck>().AddSingleton<HealthProbe>();
}
