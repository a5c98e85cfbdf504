using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Drift;

internal sealed class SourceSchemaConfiguration : IEntityTypeConfiguration<SourceSchema>
{
    public void Configure(EntityTypeBuilder<SourceSchema> builder)
    {
        builder.ToTable("source_schemas").HasKey(schema => schema.DatasourceId);
        builder.Property(schema => schema.Columns).IsJson();
        builder.HasOne<Datasource>().WithOne().HasForeignKey<SourceSchema>(schema => schema.DatasourceId).OnDelete(DeleteBehavior.Cascade);
    }
}
