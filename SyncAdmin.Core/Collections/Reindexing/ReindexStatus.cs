namespace SyncAdmin.Core.Collections.Reindexing;

/// <summary>How far a re-index has come.</summary>
public enum ReindexStatus
{
    /// <summary>The datasources that feed the collection are read into the new physical collection.</summary>
    Building,

    /// <summary>All were read; the new physical collection is compared with ledger and old one.</summary>
    Verifying,

    /// <summary>Compared; the name is being moved to the new physical collection.</summary>
    Switching,

    /// <summary>The name stands for the new physical collection. The old one is kept for rolling back until the next re-index.</summary>
    Done,

    /// <summary>Given up before the switch, or rolled back after it; the new physical collection is removed.</summary>
    Abandoned,
}
