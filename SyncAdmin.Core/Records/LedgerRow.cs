namespace SyncAdmin.Core.Records;

/// <summary>What the ledger knows of a record.</summary>
/// <param name="RecordKey">Canonical key.</param>
/// <param name="RecordCode">Code when it was last seen.</param>
/// <param name="TextHash">Of the text that its vector was made of.</param>
/// <param name="PayloadHash">Of its payload.</param>
public readonly record struct LedgerRow(string RecordKey, string RecordCode, RecordHash TextHash, RecordHash PayloadHash)
{
    /// <summary>Small integer for the sweep's bitmap; 0 in a row that is about to be written.</summary>
    public long Id { get; init; }

    /// <summary>How this differs from what was known; null: nothing was.</summary>
    internal RecordChange ChangeFrom(LedgerRow? known) =>
        known is not { } before || TextHash != before.TextHash ? RecordChange.Text
        : PayloadHash != before.PayloadHash || !string.Equals(RecordCode, before.RecordCode, StringComparison.Ordinal) ? RecordChange.Payload
        : RecordChange.None;

    /// <summary>The row of a record that the store holds now.</summary>
    public static LedgerRow Of(MappedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new LedgerRow(record.RecordKey, record.RecordCode, record.TextHash, record.PayloadHash);
    }
}
