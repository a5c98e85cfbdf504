using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

#pragma warning disable CA1001 // xunit disposes of it through IAsyncLifetime.
/// <summary>Our client of Qdrant keeps the contract, and sends nothing that Qdrant's OpenAPI document does not allow.</summary>
public sealed class QdrantVectorStoreTests(QdrantOpenApi openApi) : VectorStoreConformance, IClassFixture<QdrantOpenApi>
{
    private FakeQdrant _qdrant = null!;

    private protected override async Task<IVectorStore> OpenStoreAsync()
    {
        _qdrant = await FakeQdrant.StartAsync();
        _qdrant.KeepsCalls = true;
        return QdrantClients.Open(_qdrant);
    }

    public override async Task DisposeAsync()
    {
        (Store as IDisposable)?.Dispose();
        await _qdrant.DisposeAsync();
        await openApi.CheckAsync(_qdrant.Calls);
    }
}
