namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>What became of a physical collection.</summary>
internal enum Standing
{
    /// <summary>A collection stands for it, or a re-index builds it.</summary>
    There,

    /// <summary>Its collection stands for another one by now.</summary>
    Moved,

    /// <summary>Its collection was deleted.</summary>
    Gone,
}
