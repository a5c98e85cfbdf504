namespace SyncAdmin.Core.Sync.Deliveries;

/// <summary>What became of one name of a delivery.</summary>
public enum RecordOutcome
{
    /// <summary>Written: new, or changed in text or payload.</summary>
    Upserted,

    /// <summary>As it was; nothing was written.</summary>
    Unchanged,

    /// <summary>The source has it no longer, so its point is gone.</summary>
    Deleted,

    /// <summary>Neither the source nor the ledger knows it.</summary>
    NotFound,

    /// <summary>See the error.</summary>
    Failed,

    /// <summary>Its point was removed because a person said so.</summary>
    Removed,
}
