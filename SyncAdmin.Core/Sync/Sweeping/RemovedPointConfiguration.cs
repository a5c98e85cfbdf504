using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Sweeping;

internal sealed class RemovedPointConfiguration : IEntityTypeConfiguration<RemovedPoint>
{
    public void Configure(EntityTypeBuilder<RemovedPoint> builder)
    {
        builder.ToTable("removed_points").HasKey(point => point.Id);
        builder.Property(point => point.Collection).HasMaxLength(255);
        builder.Property(point => point.RecordKey).HasMaxLength(RecordKey.MaxLength).IsOrdinal();
        builder.HasOne<SyncJob>().WithMany().HasForeignKey(point => point.SyncJobId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Datasource>().WithMany().HasForeignKey(point => point.DatasourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(point => new { point.SyncJobId, point.RecordKey }).IsUnique();
        builder.HasIndex(point => point.RemovedAt);
    }
}
