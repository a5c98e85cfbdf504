using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Datasources;

internal sealed class DatasourceConfiguration : IEntityTypeConfiguration<Datasource>
{
    public void Configure(EntityTypeBuilder<Datasource> builder)
    {
        builder.ToTable("datasources").HasKey(datasource => datasource.Id);
        builder.Property(datasource => datasource.Name).HasMaxLength(200);
        builder.Property(datasource => datasource.Type).HasMaxLength(32);
        builder.Property(datasource => datasource.QdrantCollection).HasMaxLength(255);
        builder.Property(datasource => datasource.ConnectionConfig).IsJson();
        builder.Property(datasource => datasource.FieldMapping).IsJson();
        builder.Property(datasource => datasource.EmbeddingFields).IsJson();
        builder.Property(datasource => datasource.DeletePolicy).IsJson();
        builder.Property(datasource => datasource.Status).IsEnumText();
        builder.Property(datasource => datasource.Budget).HasPrecision(18, 8);
        builder.HasIndex(datasource => datasource.Name).IsUnique();
        builder.HasIndex(datasource => datasource.QdrantCollection);
    }
}
