using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Records;

internal sealed class LedgerEntryConfiguration : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("record_ledger").HasKey(entry => entry.Id);
        // "Never" leaves SQLite's AUTOINCREMENT out: it would spend an id on every row that an upsert only updates, and the sweep's bitmap is as
        // long as the largest id. A plain INTEGER PRIMARY KEY still numbers rows by itself; PostgreSQL is told to.
        builder.Property(entry => entry.Id).ValueGeneratedNever().UseIdentityByDefaultColumn();
        builder.Property(entry => entry.RecordKey).HasMaxLength(RecordKey.MaxLength).IsOrdinal();
        builder.Property(entry => entry.RecordCode).HasMaxLength(RecordKey.MaxLength).IsOrdinal();
        builder.HasIndex(entry => new { entry.ScopeId, entry.RecordKey }).IsUnique().HasDatabaseName("ux_record_ledger_key");
        builder.HasIndex(entry => new { entry.ScopeId, entry.RecordCode }).HasDatabaseName("ix_record_ledger_code");
    }
}
