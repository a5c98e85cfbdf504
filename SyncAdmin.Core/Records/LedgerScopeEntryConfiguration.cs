using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SyncAdmin.Core.Records;

internal sealed class LedgerScopeEntryConfiguration : IEntityTypeConfiguration<LedgerScopeEntry>
{
    public void Configure(EntityTypeBuilder<LedgerScopeEntry> builder)
    {
        builder.ToTable("record_ledger_scopes").HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).UseIdentityByDefaultColumn();
        builder.Property(entry => entry.Collection).HasMaxLength(255);
        builder.HasIndex(entry => new { entry.Collection, entry.DatasourceId }).IsUnique().HasDatabaseName("ux_record_ledger_scopes");
    }
}
