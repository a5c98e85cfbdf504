using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections.Reindexing;

internal sealed class ReindexConfiguration : IEntityTypeConfiguration<CollectionReindex>, IEntityTypeConfiguration<ReindexFeeder>
{
    public void Configure(EntityTypeBuilder<CollectionReindex> builder)
    {
        builder.ToTable("collection_reindexes").HasKey(reindex => reindex.Id);
        builder.Property(reindex => reindex.Status).IsEnumText();
        builder.Property(reindex => reindex.FromName).HasMaxLength(255);
        builder.Property(reindex => reindex.FromPhysicalName).HasMaxLength(255);
        builder.Property(reindex => reindex.ToName).HasMaxLength(255);
        builder.Property(reindex => reindex.ToPhysicalName).HasMaxLength(255);
        builder.Property(reindex => reindex.FromShape).IsJson();
        builder.Property(reindex => reindex.ToShape).IsJson();
        builder.Property(reindex => reindex.Report).IsJson();
        builder.HasOne<Collection>().WithMany().HasForeignKey(reindex => reindex.CollectionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(reindex => new { reindex.CollectionId, reindex.CreatedAt });
        builder.HasIndex(reindex => reindex.ToPhysicalName);
        builder.HasIndex(reindex => reindex.CollectionId, "ux_collection_reindexes_open").IsUnique().HasFilter("status IN ('building', 'verifying', 'switching')");
    }

    public void Configure(EntityTypeBuilder<ReindexFeeder> builder)
    {
        builder.ToTable("reindex_feeders").HasKey(feeder => new { feeder.ReindexId, feeder.DatasourceId });
        builder.HasOne<CollectionReindex>().WithMany().HasForeignKey(feeder => feeder.ReindexId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(feeder => feeder.SyncJobId);
    }
}
