namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>What a batch writes into the collection that a re-index builds beside the live one: where its records differ from that one's own ledger.</summary>
internal sealed class MirrorWrites
{
    /// <summary>New there, or other in their text. One that the live collection needs too is the same object: it is embedded once.</summary>
    internal List<PlannedRecord> ToEmbed { get; } = [];

    /// <summary>Other in their payload only.</summary>
    internal List<PlannedRecord> ToOverwrite { get; } = [];

    internal IEnumerable<PlannedRecord> All => ToEmbed.Concat(ToOverwrite);
}
