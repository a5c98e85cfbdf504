namespace SyncAdmin.Core.Records;

/// <summary>A source row beside what the ledger knows of its record.</summary>
/// <param name="Change">What is new about it.</param>
/// <param name="Record">The record; null when nothing is new.</param>
/// <param name="TextLength">Characters of its text.</param>
/// <param name="TextWasCut">True when the source's text was longer than the mapping's limit.</param>
public readonly record struct ComparedRow(RecordChange Change, MappedRecord? Record, int TextLength, bool TextWasCut)
{
    /// <summary>True when the ledger knew nothing of it.</summary>
    public bool IsNew { get; init; }
}
