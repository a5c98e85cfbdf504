using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Planning;

internal sealed class SyncPlanConfiguration : IEntityTypeConfiguration<SyncPlan>
{
    public void Configure(EntityTypeBuilder<SyncPlan> builder)
    {
        builder.ToTable("sync_plans").HasKey(plan => plan.DatasourceId);
        builder.Property(plan => plan.Estimate).IsJson();
        builder.HasOne<Datasource>().WithOne().HasForeignKey<SyncPlan>(plan => plan.DatasourceId).OnDelete(DeleteBehavior.Cascade);
    }
}
