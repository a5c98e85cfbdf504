using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Access;

internal sealed class AccessConfiguration :
    IEntityTypeConfiguration<ApiKey>,
    IEntityTypeConfiguration<AuditEntry>,
    IEntityTypeConfiguration<SignInLink>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys").HasKey(key => key.Id);
        builder.Property(key => key.Name).HasMaxLength(200);
        builder.Property(key => key.Prefix).HasMaxLength(16);
        builder.Property(key => key.Role).IsEnumText();
        builder.HasIndex(key => key.KeyHash).IsUnique();
        builder.HasIndex(key => key.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_log").HasKey(entry => entry.Id);
        builder.Property(entry => entry.Before).IsJson();
        builder.Property(entry => entry.After).IsJson();
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.SubjectType, entry.SubjectId });
    }

    public void Configure(EntityTypeBuilder<SignInLink> builder) => builder.ToTable("sign_in_links").HasKey(link => link.TokenHash);
}
