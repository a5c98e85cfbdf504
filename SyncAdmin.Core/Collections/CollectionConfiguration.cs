using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Collections;

internal sealed class CollectionConfiguration : IEntityTypeConfiguration<Collection>, IEntityTypeConfiguration<PhysicalName>
{
    public void Configure(EntityTypeBuilder<Collection> builder)
    {
        builder.ToTable("collections").HasKey(collection => collection.Id);
        builder.Property(collection => collection.Name).HasMaxLength(255);
        builder.Property(collection => collection.PhysicalName).HasMaxLength(255);
        builder.Property(collection => collection.Distance).IsEnumText();
        builder.Property(collection => collection.QuantizationKind).IsEnumText();
        builder.HasIndex(collection => collection.Name).IsUnique();
        builder.HasIndex(collection => collection.PhysicalName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PhysicalName> builder)
    {
        builder.ToTable("physical_names").HasKey(name => name.Name);
        builder.Property(name => name.Name).HasMaxLength(255);
    }
}
