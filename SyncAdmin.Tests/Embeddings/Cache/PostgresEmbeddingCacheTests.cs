using SyncAdmin.Core.Embeddings.Cache;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Tests.Embeddings.Cache;

public sealed class PostgresEmbeddingCacheTests : EmbeddingCacheConformance
{
    protected override StorageProvider Database => StorageProvider.Postgres;

    private protected override IEmbeddingCacheStore OpenAnother() => new PostgresEmbeddingCache(State.OpenAnother());
}
