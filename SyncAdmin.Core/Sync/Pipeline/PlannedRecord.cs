using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>A record that differs from the ledger, with the row it came from (for the error list, should it be refused).</summary>
internal sealed record PlannedRecord(MappedRecord Record, IReadOnlyList<string> Columns, object?[] Row)
{
    /// <summary>Set by the embed stage; empty for a record whose payload alone changed.</summary>
    internal ReadOnlyMemory<float> Vector { get; set; }
}
