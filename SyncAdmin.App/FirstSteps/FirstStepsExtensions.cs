namespace SyncAdmin.App.FirstSteps;

/// <summary>Brings what a person at the console sees.</summary>
internal static class FirstStepsExtensions
{
    internal static IServiceCollection AddFirstSteps(this IServiceCollection services) => services
        .AddSingleton<ServerAddress>()
        .AddSingleton<JobOnConsole>()
        .AddHostedService<Welcome>();
}
