using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SyncAdmin.Core.Sync.Timeline;

internal sealed class TimelineConfiguration : IEntityTypeConfiguration<SyncJobEvent>
{
    public void Configure(EntityTypeBuilder<SyncJobEvent> builder)
    {
        builder.ToTable("sync_job_events").HasKey(entry => entry.Id);
        builder.Property(entry => entry.Kind).HasMaxLength(32);
        builder.HasOne<SyncJob>().WithMany().HasForeignKey(entry => entry.SyncJobId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(entry => new { entry.SyncJobId, entry.Id });
    }
}
