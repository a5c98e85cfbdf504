using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Vectors;
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
    public void Qdrant_is_refused_with_key_value_and_remedy()
    {
        using var services = Build("qdrant", "unused");
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IVectorStore>());
        Assert.Contains("Vectors:Provider is 'qdrant'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Set it to 'embedded'", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(string? provider, string directory) => new ServiceCollection()
        .AddLogging()
        .Configure<StorageOptions>(options => options.DataDirectory = directory)
        .AddVectors(new ConfigurationBuilder().AddInMemoryCollection([new("Vectors:Provider", provider)]).Build())
        .BuildServiceProvider();
}
