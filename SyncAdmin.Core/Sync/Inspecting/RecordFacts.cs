using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>What source, ledger and store say of one record; what is to be compared.</summary>
internal sealed record RecordFacts
{
    /// <summary>Whose record.</summary>
    internal required Guid DatasourceId { get; init; }

    /// <summary>Null: its row has none.</summary>
    internal string? Key { get; init; }

    /// <summary>Whether the source was read.</summary>
    internal bool SourceWasRead { get; init; } = true;

    /// <summary>Whether the source has a row.</summary>
    internal bool HasRow { get; init; }

    /// <summary>Why the row is no record.</summary>
    internal Problem? Problem { get; init; }

    /// <summary>What the mapping makes of the row.</summary>
    internal MappedRecord? Mapped { get; init; }

    /// <summary>The ledger's row.</summary>
    internal LedgerRow? Ledger { get; init; }

    /// <summary>Whether the store was read.</summary>
    internal bool StoreWasRead { get; init; } = true;

    /// <summary>Payload of the point without <c>_sync</c>, as the store has it; null: there is no point.</summary>
    internal JsonElement? Stored { get; init; }

    /// <summary>Its <c>_sync</c>; null: there is none of ours.</summary>
    internal SyncMembers? Sync { get; init; }

    /// <summary>Whether full syncs remove what is gone.</summary>
    internal bool Sweeps { get; init; } = true;
}
