using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SyncAdmin.Core.Records;

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("record_ledger").HasKey(entry => entry.Id);
        builder.Property(entry => entry.Collection).HasMaxLength(255);
        builder.Property(entry => entry.RecordKey).HasMaxLength(1024);
        builder.Property(entry => entry.RecordCode).HasMaxLength(1024);
        builder.HasIndex(entry => new { entry.Collection, entry.DatasourceId, entry.RecordKey }).IsUnique().HasDatabaseName("ux_record_ledger_key");
        builder.HasIndex(entry => new { entry.Collection, entry.DatasourceId, entry.RecordCode }).HasDatabaseName("ix_record_ledger_code");
    }
}
