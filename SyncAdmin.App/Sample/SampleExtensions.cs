namespace SyncAdmin.App.Sample;

/// <summary>Brings the sample catalogue.</summary>
internal static class SampleExtensions
{
    internal static IServiceCollection AddSample(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new SampleOptions { Enabled = bool.TryParse(configuration[SampleOptions.Key], out var enabled) ? enabled : null })
        .AddSingleton<SampleSetup>();
}
