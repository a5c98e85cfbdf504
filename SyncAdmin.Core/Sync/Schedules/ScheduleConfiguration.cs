using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Schedules;

internal sealed class ScheduleConfiguration : IEntityTypeConfiguration<ScheduleFiring>
{
    public void Configure(EntityTypeBuilder<ScheduleFiring> builder)
    {
        builder.ToTable("sync_schedule_firings").HasKey(firing => new { firing.DatasourceId, firing.Schedule, firing.FireTime });
        builder.Property(firing => firing.Schedule).IsEnumText();
        builder.Property(firing => firing.Outcome).IsEnumText();
        builder.HasOne<Datasource>().WithMany().HasForeignKey(firing => firing.DatasourceId).OnDelete(DeleteBehavior.Cascade);
    }
}
