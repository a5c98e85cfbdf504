namespace SyncAdmin.Core.Records;

/// <summary>A ledger row, as far as <c>ux_record_ledger_key</c> tells without looking at the row.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="RecordKey">Canonical key.</param>
internal readonly record struct LedgerKey(long Id, string RecordKey);
