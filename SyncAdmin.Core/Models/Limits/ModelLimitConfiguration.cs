using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Models.Limits;

internal sealed class ModelLimitConfiguration : IEntityTypeConfiguration<ModelLimitRow>
{
    public void Configure(EntityTypeBuilder<ModelLimitRow> builder) =>
        builder.ToTable("model_limits").IsSharedByReplicas().HasKey(row => new { row.Provider, row.KeyHash });
}
