using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Verifying;

internal sealed class VerifyReportConfiguration : IEntityTypeConfiguration<VerifyReport>
{
    public void Configure(EntityTypeBuilder<VerifyReport> builder)
    {
        builder.ToTable("sync_verify_reports").HasKey(report => report.SyncJobId);
        builder.Property(report => report.Report).IsJson();
        builder.HasOne<SyncJob>().WithOne().HasForeignKey<VerifyReport>(report => report.SyncJobId).OnDelete(DeleteBehavior.Cascade);
    }
}
