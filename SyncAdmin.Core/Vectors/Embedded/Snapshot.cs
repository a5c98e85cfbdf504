namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// The visible slots after one commit. Readers keep the one they began with; the slots that a later commit frees are used again only when
/// the last reader of this one has gone.
/// </summary>
internal sealed class Snapshot
{
    internal Snapshot(long version, IReadOnlyList<SlotChunk> chunks, int slotsPerChunk, ulong[] visible, int count)
    {
        (Version, Chunks, SlotsPerChunk, Visible, Count) = (version, [.. chunks], slotsPerChunk, visible, count);
    }

    /// <summary>Number of the commit, as the point table has it too.</summary>
    internal long Version { get; }

    internal SlotChunk[] Chunks { get; }

    internal int SlotsPerChunk { get; }

    /// <summary>One bit per slot, as many as the chunks have.</summary>
    internal ulong[] Visible { get; }

    internal int Count { get; }

    /// <summary>Readers that use it; guarded by <see cref="SnapshotQueue"/>.</summary>
    internal int Readers { get; set; }

    /// <summary>Slots that the commit after this one freed; guarded by <see cref="SnapshotQueue"/>.</summary>
    internal IReadOnlyList<int> FreedByNext { get; set; } = [];

    internal SlotChunk ChunkOf(int slot) => Chunks[slot / SlotsPerChunk];

    internal int IndexOf(int slot) => slot % SlotsPerChunk;

    internal Guid IdOf(int slot) => ChunkOf(slot).Id[IndexOf(slot)];
}
