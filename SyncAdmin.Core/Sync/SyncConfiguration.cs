using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Watermarks;

namespace SyncAdmin.Core.Sync;

internal sealed class SyncConfiguration :
    IEntityTypeConfiguration<SyncJob>,
    IEntityTypeConfiguration<SyncError>,
    IEntityTypeConfiguration<DatasourceLease>,
    IEntityTypeConfiguration<SyncWatermark>
{
    public void Configure(EntityTypeBuilder<SyncJob> builder)
    {
        builder.ToTable("sync_jobs").HasKey(job => job.Id);
        builder.Property(job => job.Type).IsEnumText();
        builder.Property(job => job.Status).IsEnumText();
        builder.Property(job => job.Metadata).IsJson();
        builder.Property(job => job.Checkpoint).IsJson();
        builder.Property(job => job.StartWatermark).IsJson();
        builder.Property(job => job.Resume).IsJson();
        builder.Property(job => job.Decision).IsJson();
        builder.Property(job => job.EstimatedCost).HasPrecision(18, 8);
        builder.Property(job => job.BudgetAccepted).HasPrecision(18, 8);
        builder.HasOne<Datasource>().WithMany().HasForeignKey(job => job.DatasourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(job => new { job.DatasourceId, job.CreatedAt });
        builder.HasIndex(job => new { job.Status, job.CreatedAt });
        // The list of all, and of a type: a stream of webhooks makes a job each second.
        builder.HasIndex(job => new { job.CreatedAt, job.Id });
        builder.HasIndex(job => new { job.Type, job.CreatedAt });
        builder.HasIndex(job => new { job.DatasourceId, job.ScheduledFor }).IsUnique();
        // Where deliveries look for a job to join: as small as the work that waits.
        builder.HasIndex(job => new { job.DatasourceId, job.Type }, "ix_sync_jobs_pending").HasFilter("status = 'pending'");
        // One open scan job per datasource, by constraint: two replicas that start one at the same instant can't both win.
        builder.HasIndex(job => job.DatasourceId, "ux_sync_jobs_open_scan").IsUnique()
            .HasFilter("type IN ('full', 'incremental', 'reindex', 'verify') AND status IN ('pending', 'running')");
    }

    public void Configure(EntityTypeBuilder<SyncError> builder)
    {
        builder.ToTable("sync_errors").HasKey(error => error.Id);
        builder.Property(error => error.RecordData).IsJson();
        builder.HasOne<SyncJob>().WithMany().HasForeignKey(error => error.SyncJobId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(error => new { error.SyncJobId, error.CreatedAt });
        // Causes are counted in it alone, without the rows and what their records hold.
        builder.HasIndex(error => new { error.SyncJobId, error.ErrorType, error.CreatedAt, error.Resolved });
        builder.HasIndex(error => new { error.DatasourceId, error.Resolved, error.RecordIdentifier });
    }

    public void Configure(EntityTypeBuilder<SyncWatermark> builder)
    {
        builder.ToTable("sync_watermarks").HasKey(mark => mark.DatasourceId);
        builder.Property(mark => mark.Value).IsJson();
        builder.HasOne<Datasource>().WithOne().HasForeignKey<SyncWatermark>(mark => mark.DatasourceId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DatasourceLease> builder)
    {
        builder.ToTable("datasource_leases").HasKey(lease => lease.DatasourceId);
        builder.HasOne<Datasource>().WithOne().HasForeignKey<DatasourceLease>(lease => lease.DatasourceId).OnDelete(DeleteBehavior.Cascade);
    }
}
