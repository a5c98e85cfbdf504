using System.Text.Json;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>One record: as the source has it now, what the mapping makes of it, and what ledger and store hold.</summary>
public sealed record InspectedRecord
{
    /// <summary>Record key; null: the row has none that can be used.</summary>
    public string? Key { get; init; }

    /// <summary>Id of its point; null without a key.</summary>
    public Guid? PointId { get; init; }

    /// <summary>The source's row now, masked where the mapping masks, long values cut; null: it has none, or could not be read.</summary>
    public JsonElement? Row { get; init; }

    /// <summary>Why the row is no record; null: it is one, or there is none.</summary>
    public Problem? Problem { get; init; }

    /// <summary>What the mapping makes of the row; null: there is none, or it is no record.</summary>
    public InspectedMapping? Mapped { get; init; }

    /// <summary>What the ledger says that the store holds; null: it does not know the record.</summary>
    public InspectedLedger? Ledger { get; init; }

    /// <summary>What the store holds, with its <c>_sync</c>; masked where the mapping masks. Null: no such point, or the store could not be read.</summary>
    public PointView? Point { get; init; }

    /// <summary>Where source, ledger and store differ; none: they agree, as far as they could be read.</summary>
    public required IReadOnlyList<RecordDifference> Differences { get; init; }

    /// <summary>What the next sync will do.</summary>
    public required NextSync Next { get; init; }
}
