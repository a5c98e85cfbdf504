using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Embeddings.Cache;

internal sealed class EmbeddingCacheConfiguration : IEntityTypeConfiguration<EmbeddingCacheRow>
{
    public void Configure(EntityTypeBuilder<EmbeddingCacheRow> builder)
    {
        builder.ToTable("embedding_cache").IsSharedByReplicas().HasKey(row => row.Key);
        builder.HasIndex(row => row.Day);
    }
}
