using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Models.Gemini;
using SyncAdmin.Core.Models.Limits;
using SyncAdmin.Core.Models.OpenAi;
using SyncAdmin.Core.Models.Structured;
using SyncAdmin.Core.Models.Testing;
using SyncAdmin.Core.Outbound;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Models;

/// <summary>Registers the providers' clients; nothing is validated or made until a provider is used.</summary>
public static class ModelsServiceCollectionExtensions
{
    /// <summary>Adds them with their settings below <c>Models</c>.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<OpenAiOptions>().Bind(configuration.GetSection(OpenAiOptions.Section));
        services.AddSingleton<IValidateOptions<OpenAiOptions>, OpenAiOptionsValidator>();
        services.AddKeyedSingleton(OpenAiModel.Provider, (provider, _) => new OpenAiClient(ConfiguredHttp.NewClient(), OpenAi(provider), Time(provider)));
        services.AddKeyedSingleton(OpenAiModel.Provider, (provider, _) => Gate(provider, OpenAiModel.Provider, OpenAiModel.Limits(OpenAi(provider)), PostgresModelMeter.HashOf(OpenAi(provider).BaseUrl, OpenAi(provider).ApiKey)));
        services.AddKeyedSingleton(OpenAiModel.Provider, (provider, _) => OpenAiModel.Describe(OpenAi(provider)));
        services.AddKeyedSingleton<IEmbeddingGenerator<string, Embedding<float>>>(OpenAiModel.Provider, (provider, key) => new GatedEmbeddingGenerator(
            new OpenAiEmbeddingGenerator(provider.GetRequiredKeyedService<OpenAiClient>(key)), provider.GetRequiredKeyedService<ModelGate>(key)));
        services.AddKeyedSingleton(OpenAiModel.Provider, (provider, key) => new ProviderModels(
            OpenAi(provider).EmbeddingModel, OpenAi(provider).VisionModel, token => OpenAiModelList.ReadAsync(provider.GetRequiredKeyedService<OpenAiClient>(key), token)));
        services.AddKeyedSingleton<IStructuredModel>(OpenAiModel.Provider, (provider, key) => new OpenAiStructuredModel(
            provider.GetRequiredKeyedService<OpenAiClient>(key), provider.GetRequiredKeyedService<ModelGate>(key)));

        services.AddOptions<GeminiOptions>().Bind(configuration.GetSection(GeminiOptions.Section));
        services.AddSingleton<IValidateOptions<GeminiOptions>, GeminiOptionsValidator>();
        services.AddKeyedSingleton(GeminiModel.Provider, (provider, _) => new GeminiClient(ConfiguredHttp.NewClient(), Gemini(provider), Time(provider)));
        services.AddKeyedSingleton(GeminiModel.Provider, (provider, _) => Gate(provider, GeminiModel.Provider, GeminiModel.Limits(Gemini(provider)), PostgresModelMeter.HashOf(Gemini(provider).BaseUrl, Gemini(provider).ApiKey)));
        services.AddKeyedSingleton(GeminiModel.Provider, (provider, _) => GeminiModel.Describe(Gemini(provider)));
        services.AddKeyedSingleton<IEmbeddingGenerator<string, Embedding<float>>>(GeminiModel.Provider, (provider, key) => new GatedEmbeddingGenerator(
            new GeminiEmbeddingGenerator(provider.GetRequiredKeyedService<GeminiClient>(key)), provider.GetRequiredKeyedService<ModelGate>(key)));
        services.AddKeyedSingleton(GeminiModel.Provider, (provider, key) => new ProviderModels(
            GeminiModel.Id(Gemini(provider).EmbeddingModel), GeminiModel.Id(Gemini(provider).VisionModel), token => GeminiModelList.ReadAsync(provider.GetRequiredKeyedService<GeminiClient>(key), token)));
        services.AddSingleton<ModelTester>();
        services.AddKeyedSingleton<IStructuredModel>(GeminiModel.Provider, (provider, key) => new GeminiStructuredModel(
            provider.GetRequiredKeyedService<GeminiClient>(key), provider.GetRequiredKeyedService<ModelGate>(key)));
        return services;
    }

    private static OpenAiOptions OpenAi(IServiceProvider provider) => provider.GetRequiredService<IOptions<OpenAiOptions>>().Value;

    private static GeminiOptions Gemini(IServiceProvider provider) => provider.GetRequiredService<IOptions<GeminiOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ModelGate Gate(IServiceProvider provider, string name, ModelLimits limits, string keyHash)
    {
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger<ModelGate>();
        var alone = new MemoryModelMeter(Time(provider));
        return new ModelGate(
            name,
            limits,
            provider.GetService<StateDatabase>() is { Provider: StorageProvider.Postgres } shared ? new PostgresModelMeter(shared, name, keyHash, alone, logger) : alone,
            Time(provider),
            Backoff.RandomShare,
            logger);
    }
}
