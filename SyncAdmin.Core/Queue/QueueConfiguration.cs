using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Queue;

internal sealed class QueueConfiguration :
    IEntityTypeConfiguration<QueueRow>,
    IEntityTypeConfiguration<ArchiveRow>,
    IEntityTypeConfiguration<QueueState>
{
    public void Configure(EntityTypeBuilder<QueueRow> builder)
    {
        ConfigureColumns(builder.ToTable("sync_queue"));
        // Each message leaves a few dead versions: PostgreSQL's default would wait for a fifth of a table that is mostly finished messages.
        builder.HasStorageParameter("autovacuum_vacuum_scale_factor", 0.01)
            .HasStorageParameter("autovacuum_vacuum_threshold", 5_000)
            .HasStorageParameter("autovacuum_vacuum_cost_delay", 0);

        // Every reader's walk. What is finished, or waits behind its group, is not in it, so it stays as small as the work that is left. The
        // status at its end lets the figures be counted without touching a row.
        builder.HasIndex(message => new { message.Queue, message.Priority, message.VisibleAt, message.Id, message.Status }, "ix_sync_queue_visible")
            .IsDescending(false, true, false, false, false)
            .HasFilter("visible_at IS NOT NULL");
        builder.HasIndex(message => new { message.Queue, message.CompletedAt, message.Id, message.Status }, "ix_sync_queue_finished")
            .HasFilter("completed_at IS NOT NULL");
        builder.HasIndex(message => new { message.Queue, message.DedupeKey }, "ux_sync_queue_dedupe").IsUnique()
            .HasFilter("dedupe_key IS NOT NULL");
        // One message of a group is visible or leased at a time, by constraint; the next ones have no visible_at until it has ended.
        builder.HasIndex(message => new { message.Queue, message.GroupKey }, "ux_sync_queue_group_head").IsUnique()
            .HasFilter("group_key IS NOT NULL AND visible_at IS NOT NULL");
        builder.HasIndex(message => new { message.Queue, message.GroupKey, message.Id }, "ix_sync_queue_group_waiting")
            .HasFilter("group_key IS NOT NULL AND visible_at IS NULL AND completed_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<ArchiveRow> builder)
    {
        ConfigureColumns(builder.ToTable("sync_queue_archive"));
        builder.Property(message => message.Id).ValueGeneratedNever();
        builder.HasIndex(message => new { message.Queue, message.CompletedAt, message.Id });
    }

    public void Configure(EntityTypeBuilder<QueueState> builder)
    {
        builder.ToTable("sync_queues").HasKey(queue => queue.Name);
        builder.Property(queue => queue.Name).HasMaxLength(QueueLimits.Name).IsOrdinal();
        builder.Property(queue => queue.PausedBy).HasMaxLength(255);
    }

    private static void ConfigureColumns<T>(EntityTypeBuilder<T> builder)
        where T : MessageColumns
    {
        builder.HasKey(message => message.Id);
        builder.Property(message => message.Queue).HasMaxLength(QueueLimits.Name).IsOrdinal();
        builder.Property(message => message.Source).HasMaxLength(QueueLimits.Label);
        builder.Property(message => message.TenantId).HasMaxLength(QueueLimits.Label);
        builder.Property(message => message.EntityType).HasMaxLength(QueueLimits.Label);
        builder.Property(message => message.EntityId).HasMaxLength(QueueLimits.Label);
        builder.Property(message => message.Action).HasMaxLength(QueueLimits.Label);
        builder.Property(message => message.GroupKey).HasMaxLength(QueueLimits.Label).IsOrdinal();
        builder.Property(message => message.DedupeKey).HasMaxLength(QueueLimits.Label).IsOrdinal();
        builder.Property(message => message.ExternalId).HasMaxLength(QueueLimits.Label);
        builder.Property(message => message.Status).IsEnumText();
        builder.Property(message => message.Attempts).IsJson();
    }
}
