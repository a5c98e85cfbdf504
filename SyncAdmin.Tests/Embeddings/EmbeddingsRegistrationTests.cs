using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Embeddings.Local;
using SyncAdmin.Core.Models;
using SyncAdmin.Tests.Models;
using Xunit;

namespace SyncAdmin.Tests.Embeddings;

public sealed class EmbeddingsRegistrationTests
{
    [Fact]
    public async Task Without_settings_the_embedder_is_the_built_in_one()
    {
        await using var services = Services([]);

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.IsType<LocalEmbedder>(services.GetRequiredService<IEmbedder>());
    }

    [Fact]
    public async Task The_settings_of_an_OpenAI_compatible_server_give_its_embedder()
    {
        await using var server = await FakeOpenAi.StartAsync();
        await using var services = Services(server.Settings());
        services.GetRequiredService<IStartupValidator>().Validate();
        var embedder = services.GetRequiredService<IEmbedder>();

        var result = await embedder.EmbedAsync(["taladro"], EmbeddingTask.Query, CancellationToken.None);

        Assert.Equal("openai/fake-embedding/768/v1", embedder.Fingerprint.ToString());
        Assert.Equal((100, 8, 0.02m), (embedder.MaxBatchItems, embedder.Concurrency, embedder.PricePerMillionTokens));
        Assert.Single(result.Vectors);
    }

    [Theory]
    [InlineData("Embeddings:Provider", "llama", "Embeddings:Provider is 'llama': set it to 'local'")]
    [InlineData("Embeddings:Provider", "gemini", "Models:Gemini:ApiKey is empty: set it to a key of Google AI Studio")]
    [InlineData("Models:OpenAI:ApiKey", "", "Models:OpenAI:ApiKey is empty")]
    [InlineData("Models:OpenAI:BaseUrl", "ftp://server/v1", "Models:OpenAI:BaseUrl is 'ftp://server/v1': set it to an http or https address")]
    [InlineData("Models:OpenAI:BaseUrl", "https://user:secret@server/v1", "Models:OpenAI:BaseUrl holds a user or password")]
    [InlineData("Models:OpenAI:BaseUrl", "ftp://user:secret@server/v1", "Models:OpenAI:BaseUrl holds a user or password")]
    [InlineData("Models:OpenAI:ApiKey", "secret\n", "Models:OpenAI:ApiKey holds a blank")]
    [InlineData("Models:OpenAI:ApiKey", "secrët", "Models:OpenAI:ApiKey holds a blank")]
    [InlineData("Models:OpenAI:EmbeddingModel", "bge-m3", "Models:OpenAI:Dimensions is empty: set it to the length of the vectors of 'bge-m3'")]
    [InlineData("Models:OpenAI:Dimensions", "0", "Models:OpenAI:Dimensions is 0: set it between 1 and 65536")]
    [InlineData("Models:OpenAI:Concurrency", "1000", "Models:OpenAI:Concurrency is 1000: set it between 1 and 64")]
    [InlineData("Models:OpenAI:TokensPerMinute", "10", "Models:OpenAI:TokensPerMinute is 10: set it between 1000 and 2000000000")]
    [InlineData("Models:OpenAI:TimeoutSeconds", "0", "Models:OpenAI:TimeoutSeconds is 0: set it between 1 and 600")]
    public async Task A_mistake_stops_the_start_with_key_value_and_remedy(string key, string value, string message)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Embeddings:Provider"] = "openai", ["Models:OpenAI:ApiKey"] = "sk-x", [key] = value };
        await using var services = Services(settings);

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Models:Gemini:BaseUrl", "https://user:secret@server", "Models:Gemini:BaseUrl holds a user or password: leave them out and set Models:Gemini:ApiKey")]
    [InlineData("Models:Gemini:ApiKey", "secret\r\n", "Models:Gemini:ApiKey holds a blank")]
    [InlineData("Models:Gemini:Dimensions", "64", "Models:Gemini:Dimensions is 64: set it between 128 and 3072")]
    [InlineData("Models:Gemini:EmbeddingModel", " ", "Models:Gemini:EmbeddingModel is empty: set it to a model that the API offers")]
    [InlineData("Models:Gemini:ItemsPerMinute", "0", "Models:Gemini:ItemsPerMinute is 0: set it between 1 and")]
    public async Task A_mistake_in_Geminis_settings_stops_the_start_as_well(string key, string value, string message)
    {
        await using var services = Services(new(StringComparer.Ordinal) { ["Embeddings:Provider"] = "gemini", ["Models:Gemini:ApiKey"] = "AIza-x", [key] = value });

        var exception = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini-embedding-001", "0.15", "gemini/gemini-embedding-001/768/v1")]
    [InlineData("models/gemini-embedding-2", "0.20", "gemini/gemini-embedding-2/768/v1")]
    public async Task Gemini_needs_a_key_alone_and_knows_its_models_prices(string model, string price, string fingerprint)
    {
        await using var services = Services(new(StringComparer.Ordinal) { ["Embeddings:Provider"] = "gemini", ["Models:Gemini:ApiKey"] = "AIza-x", ["Models:Gemini:EmbeddingModel"] = model });

        var embedder = services.GetRequiredService<IEmbedder>();

        Assert.Equal((fingerprint, 100, decimal.Parse(price, CultureInfo.InvariantCulture)), (embedder.Fingerprint.ToString(), embedder.MaxBatchItems, embedder.PricePerMillionTokens));
    }

    [Fact]
    public async Task Settings_of_a_provider_that_is_not_chosen_do_not_matter()
    {
        await using var services = Services(new(StringComparer.Ordinal) { ["Models:OpenAI:Concurrency"] = "1000" });

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    /// <summary>Without the cache, which has tests of its own, unless the settings say otherwise.</summary>
    internal static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        settings.TryAdd("Sync:EmbeddingCacheMegabytes", "0");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddModels(configuration).AddEmbeddings(configuration).BuildServiceProvider();
    }
}
