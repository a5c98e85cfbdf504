using Microsoft.Extensions.Logging.Abstractions;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>The embedded store keeps the contract, and what it promises of its files.</summary>
public sealed class EmbeddedVectorStoreTests : VectorStoreConformance
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory _directory = new();

    public override Task DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        _directory.Dispose();
        return Task.CompletedTask;
    }

    private protected override Task<IVectorStore> OpenStoreAsync() => Task.FromResult<IVectorStore>(Open());

    private EmbeddedVectorStore Open() => new(_directory.Path, NullLoggerFactory.Instance);

    [Fact]
    public async Task A_second_store_on_the_directory_is_refused()
    {
        await Store.ListCollectionsAsync(None);
        using var second = Open();
        Assert.Equal(ErrorCatalog.VectorDirectoryInUse, await RefusedAsync(() => second.ListCollectionsAsync(None)));
    }
}
