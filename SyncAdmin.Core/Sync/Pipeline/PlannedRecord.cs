using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>A record that differs from the ledger, with the row it came from (for the error list, should it be refused).</summary>
/// <param name="record">As it would be stored.</param>
/// <param name="mapper">What made it, and knows what of its row people may see.</param>
/// <param name="columns">Of the row.</param>
/// <param name="row">As the source gave it.</param>
internal sealed class PlannedRecord(MappedRecord record, RecordMapper mapper, IReadOnlyList<string> columns, object?[] row)
{
    private object?[]? _row = row;

    internal MappedRecord Record => record;

    /// <summary>True when the ledger did not know it.</summary>
    internal bool IsNew { get; init; }

    /// <summary>Row and text as people may see them; only until it is embedded.</summary>
    internal (string Row, string Text) Shown
    {
        get
        {
            var (shown, text) = mapper.Show(columns, _row!);
            return (RowJson.Of(columns, shown), text);
        }
    }

    /// <summary>Set by the embed stage; empty for a record whose payload alone changed.</summary>
    internal ReadOnlyMemory<float> Vector { get; private set; }

    /// <summary>Takes its vector. From here on no provider can refuse it, so its row is let go: thousands of rows are in flight.</summary>
    internal void Embedded(ReadOnlyMemory<float> vector) => (Vector, _row) = (vector, null);

    /// <summary>The failure of this record alone.</summary>
    internal RecordFailure Refused(Errors.Problem problem) => new(record.RecordKey, problem, Shown.Row);
}
