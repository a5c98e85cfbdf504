using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Models.OpenAi;

namespace SyncAdmin.Core.Models;

/// <summary>Registers the providers' clients; nothing is validated or made until a provider is chosen.</summary>
public static class ModelsServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>So that a changed DNS entry is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds them with their settings below <c>Models</c>.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OpenAiOptions>().Bind(configuration.GetSection(OpenAiOptions.Section));
        services.AddSingleton<IValidateOptions<OpenAiOptions>, OpenAiOptionsValidator>();
        services.AddKeyedSingleton(OpenAiModel.Provider, (provider, _) => OpenAiModel.Describe(provider.GetRequiredService<IOptions<OpenAiOptions>>().Value));
        services.AddKeyedSingleton(OpenAiModel.Provider, (provider, _) => OpenAiModel.Generator(
            Client(),
            provider.GetRequiredService<IOptions<OpenAiOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            new ModelRetry(provider.GetRequiredService<TimeProvider>(), NextDouble, provider.GetRequiredService<ILoggerFactory>().CreateLogger<ModelRetry>())));
        return services;
    }

    /// <summary>No redirect: it would carry texts to a server that nobody configured. Timeouts are the caller's.</summary>
    private static HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = ConnectTimeout, PooledConnectionLifetime = ConnectionLifetime }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>From 0 up to 1; thread-safe, unlike a Random of our own.</summary>
    private static double NextDouble() => RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30);
}
