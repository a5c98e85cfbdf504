using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Models.Structured;
using SyncAdmin.Core.Vision.Tesseract;

namespace SyncAdmin.Core.Vision;

/// <summary>Registers the provider that <c>Vision:Provider</c> names.</summary>
public static class VisionServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IVision"/>; needs <see cref="ModelsServiceCollectionExtensions.AddModels"/>. A mistake in the settings stops the start; a Tesseract that is not installed does not.</summary>
    public static IServiceCollection AddVision(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<VisionOptions>().Bind(configuration.GetSection(VisionOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VisionOptions>, VisionOptionsValidator>();
        services.AddOptions<TesseractOptions>().Bind(configuration.GetSection(TesseractOptions.Section));
        services.AddSingleton<IValidateOptions<TesseractOptions>, TesseractOptionsValidator>();
        services.AddSingleton<IVision>(provider => provider.GetRequiredService<IOptions<VisionOptions>>().Value.Provider switch
        {
            TesseractVision.Name => new TesseractVision(
                provider.GetRequiredService<IOptions<TesseractOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<TesseractVision>>()),
            VisionOptions.None => new NoVision(),
            var remote => new StructuredVision(remote, provider.GetRequiredKeyedService<IStructuredModel>(remote), provider.GetRequiredService<TimeProvider>()),
        });
        services.AddHostedService<VisionStartCheck>();
        return services;
    }
}
