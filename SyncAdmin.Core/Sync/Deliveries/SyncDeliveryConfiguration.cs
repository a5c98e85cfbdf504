using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Webhooks.Signing;

namespace SyncAdmin.Core.Sync.Deliveries;

internal sealed class SyncDeliveryConfiguration : IEntityTypeConfiguration<SyncDelivery>
{
    public void Configure(EntityTypeBuilder<SyncDelivery> builder)
    {
        builder.ToTable("sync_deliveries").HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Kind).IsEnumText();
        builder.Property(delivery => delivery.NamesBy).IsEnumText();
        builder.Property(delivery => delivery.Action).IsEnumText();
        builder.Property(delivery => delivery.Status).IsEnumText();
        builder.Property(delivery => delivery.Names).IsJson();
        builder.Property(delivery => delivery.Outcomes).IsJson();
        builder.Property(delivery => delivery.WebhookId).HasMaxLength(WebhookHeaders.LongestId);
        builder.HasOne<Datasource>().WithMany().HasForeignKey(delivery => delivery.DatasourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SyncJob>().WithMany().HasForeignKey(delivery => delivery.SyncJobId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(delivery => new { delivery.SyncJobId, delivery.Status });
        builder.HasIndex(delivery => new { delivery.DatasourceId, delivery.ReceivedAt });
    }
}
