using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using SyncAdmin.Core.Vectors.Qdrant;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>The store that the configuration asks for, or an error that says what to write instead.</summary>
public sealed class VectorsRegistrationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("embedded")]
    public async Task The_embedded_store_is_the_default_below_the_data_directory(string? value)
    {
        using var directory = new TemporaryDirectory();
        await using var services = Build(value, directory.Path);
        var store = services.GetRequiredService<IVectorStore>();
        Assert.StartsWith("embedded ", await store.DescribeAsync(default), StringComparison.Ordinal);
        await store.CreateCollectionAsync("a", new CollectionSpec(4), default);
        Assert.True(File.Exists(Path.Combine(directory.Path, "vectors", "catalog.db")));
    }

    [Fact]
    public void Qdrant_is_made_without_calling_it()
    {
        using var services = Build("qdrant", "unused");
        Assert.IsType<QdrantVectorStore>(services.GetRequiredService<IVectorStore>());
    }

    [Theory]
    [InlineData("Url", "qdrant:6333", "http or https address")]
    [InlineData("Url", "http://127.0.0.1:6334", "REST port, 6333")]
    [InlineData("Url", "http://me:secret@127.0.0.1:6333", "Vectors:Qdrant:ApiKey")]
    [InlineData("ApiKey", "two words", "the key alone")]
    [InlineData("TimeoutSeconds", "1", "between 5 and 600")]
    [InlineData("WriteBatchPoints", "1000", "between 64 and 256")]
    [InlineData("WriteConcurrency", "9", "between 2 and 4")]
    public void A_mistake_in_the_settings_of_Qdrant_names_key_and_remedy(string key, string value, string remedy)
    {
        using var services = Build("qdrant", "unused", ($"Vectors:Qdrant:{key}", value));
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IVectorStore>());
        Assert.Contains($"Vectors:Qdrant:{key}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_Qdrant_do_not_matter_to_the_embedded_store()
    {
        using var directory = new TemporaryDirectory();
        using var services = Build("embedded", directory.Path, ("Vectors:Qdrant:WriteConcurrency", "9"));
        Assert.IsType<EmbeddedVectorStore>(services.GetRequiredService<IVectorStore>());
        Assert.NotNull(services.GetRequiredService<IOptions<QdrantOptions>>().Value);
    }

    private static ServiceProvider Build(string? provider, string directory, params (string Key, string Value)[] more) => new ServiceCollection()
        .AddLogging()
        .Configure<StorageOptions>(options => options.DataDirectory = directory)
        .AddVectors(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Vectors:Provider", provider), .. more.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))])
            .Build())
        .BuildServiceProvider();
}
