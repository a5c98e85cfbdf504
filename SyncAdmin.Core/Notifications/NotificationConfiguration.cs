using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Notifications;

internal sealed class NotificationConfiguration :
    IEntityTypeConfiguration<Notification>,
    IEntityTypeConfiguration<NotificationRead>,
    IEntityTypeConfiguration<NotificationEpisode>
{
    private static readonly ValueConverter<NotificationKind, string> Word = new(kind => kind.Word(), word => NotificationKinds.Parse(word)!.Value);

    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications").HasKey(row => row.Id);
        builder.Property(row => row.Kind).HasMaxLength(64).HasConversion(Word);
        builder.Property(row => row.SubjectType).HasMaxLength(32);
        builder.Property(row => row.SubjectId).HasMaxLength(255);
        builder.Property(row => row.Endpoints).IsJson();
        builder.HasIndex(row => new { row.Kind, row.SubjectId, row.CreatedAt });
        builder.HasIndex(row => new { row.CreatedAt, row.Id }, "ix_notifications_bell").HasFilter("in_bell");
        builder.HasIndex(row => row.CreatedAt, "ix_notifications_untold").HasFilter("told_at IS NULL");
    }

    public void Configure(EntityTypeBuilder<NotificationRead> builder)
    {
        builder.ToTable("notification_reads").HasKey(row => new { row.Reader, row.NotificationId });
        builder.Property(row => row.Reader).HasMaxLength(300);
        builder.HasOne<Notification>().WithMany().HasForeignKey(row => row.NotificationId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<NotificationEpisode> builder)
    {
        builder.ToTable("notification_episodes").HasKey(row => new { row.Kind, row.SubjectId, row.Audience });
        builder.Property(row => row.Kind).HasMaxLength(64).HasConversion(Word);
        builder.Property(row => row.SubjectId).HasMaxLength(255);
        builder.Property(row => row.Audience).HasMaxLength(64);
    }
}
