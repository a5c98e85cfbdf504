using SyncAdmin.Tests.Vectors.QdrantHost;

namespace SyncAdmin.Tests.Vectors;

/// <summary>A server without conditional updates keeps the contract as well, as long as nobody writes in the same instant.</summary>
public sealed class OldQdrantVectorStoreTests(QdrantOpenApi openApi) : QdrantVectorStoreTests(openApi)
{
    private protected override string Version => "1.10.1";
}
